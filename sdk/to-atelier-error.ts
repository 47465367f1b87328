import { ORPCError } from '@orpc/client';
import { AtelierError, errorDetailsSchema, isErrorCode } from '#contract/errors.ts';

/** Every failure as the one error class, so that callers handle a single shape. */
export function toAtelierError(error: unknown): unknown {
  if (error instanceof AtelierError) return error;
  if (error instanceof ORPCError && isErrorCode(error.code)) {
    const details = errorDetailsSchema.safeParse(error.data);
    if (details.success) return new AtelierError(error.code, error.message, details.data, { cause: error });
  }
  if (error instanceof TypeError || (error instanceof ORPCError && error.status >= 502)) return unreachable(error);
  return error;
}

export function unreachable(cause: unknown): AtelierError {
  return new AtelierError(
    'unavailable',
    'The server cannot be reached.',
    { thing: 'connection', remedy: 'Check that the server runs and that you are online; then try again.' },
    { cause },
  );
}
