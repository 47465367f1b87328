import { z } from 'zod';

/**
 * The closed list of error codes with their HTTP status. A code is part of the public API: add, never rename.
 */
export const errorCodes = {
  invalid_input: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  insufficient_credits: 402,
  not_allowed: 403,
  not_found: 404,
  conflict: 409,
  idempotency_key_reused: 409,
  quote_expired: 409,
  quote_mismatch: 409,
  not_in_this_state: 409,
  email_not_accepted: 409,
  link_expired: 410,
  too_large: 413,
  unsupported_media: 415,
  model_not_fetched: 424,
  quota_exceeded: 413,
  queue_full: 429,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** What every error tells besides its message: the thing, the limit it met, and the way out. */
export const errorDetailsSchema = z.object({
  thing: z.string(),
  limit: z.string().optional(),
  remedy: z.string(),
  requestId: z.string().optional(),
  retryAfterSeconds: z.number().int().optional(),
});
export type ErrorDetails = z.infer<typeof errorDetailsSchema>;

/** An outcome the caller can act on. Anything else that is thrown is a fault and is answered as `internal`. */
export class AtelierError extends Error {
  override readonly name = 'AtelierError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return errorCodes[this.code];
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && value in errorCodes;
}
