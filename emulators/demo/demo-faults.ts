import type { Fault } from '#emulators/core/fault-plan.ts';

export const DEMO_FAULT_KINDS = [
  /** The generation is committed and answered after `delayMs`, whether or not the client still waits. */
  'slow-accept',
  /** The generation is committed, then the connection breaks. */
  'lost-acknowledgement',
  /** 429 with Retry-After. */
  'rate-limited',
  /** 402. */
  'payment-required',
  /** 401. */
  'unauthorised',
  /** 500 without a commit. */
  'server-error',
  /** 500 although the generation is committed. */
  'server-error-after-commit',
  /** 200 with a body that tells of a failure; nothing is committed. */
  'false-success',
  /** The generation is committed and fails later for its content. */
  'refused-late',
  /** The generation is committed and stays running. */
  'never-finishes',
  /** 500 when the state is asked for. */
  'status-error',
  /** The connection breaks after half of a file. */
  'half-file',
  /** 403 for a file, as if its URL had expired. */
  'expired-url',
] as const;

export type DemoFaultKind = (typeof DEMO_FAULT_KINDS)[number];
export type DemoFault = Fault<DemoFaultKind>;

export interface DemoModes {
  /** `off`: the key is ignored and every submit is a new generation. */
  idempotency: 'on' | 'off';
  /** `off`: generations cannot be looked up by token. */
  searchable: 'on' | 'off';
}

export function isDemoFault(value: unknown): value is DemoFault {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null;
  return DEMO_FAULT_KINDS.some((known) => known === kind);
}
