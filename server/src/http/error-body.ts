import { errorCodes } from '#contract/errors.ts';
import type { AtelierError } from '#contract/errors.ts';

/** The JSON every error is answered with, the same on plain routes as on contract routes. */
export function errorBody(error: AtelierError, requestId: string): { status: number; body: object } {
  return {
    status: errorCodes[error.code],
    body: {
      defined: true,
      code: error.code,
      status: errorCodes[error.code],
      message: error.message,
      data: { ...error.details, requestId },
    },
  };
}
