import type { ProviderFailure } from './spec.ts';

const RETRYABLE: ReadonlySet<ProviderFailure['class']> = new Set(['limited', 'unavailable']);

/** Builds a sorted failure. Whether a new attempt may help follows from the class. */
export function providerFailure(
  failureClass: ProviderFailure['class'],
  message: string,
  retryAfterMs?: number,
): ProviderFailure {
  return { class: failureClass, retryable: RETRYABLE.has(failureClass), message, retryAfterMs };
}
