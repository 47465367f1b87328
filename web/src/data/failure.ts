import type { ErrorCode, ErrorDetails } from '#contract/errors.ts';

/** What a screen needs to say about a call that did not succeed. */
export interface Failure {
  code: ErrorCode | 'offline';
  message: string;
  /** The way out. */
  remedy: string | null;
  requestId: string | null;
  retryAfterSeconds: number | null;
}

interface ErrorBody {
  code: ErrorCode;
  message: string;
  /** On an answer of the API; an upload's refusal carries the same under `details`. */
  data?: Partial<ErrorDetails> | null;
  details?: Partial<ErrorDetails> | null;
}

/** Reads any thrown value: an error of the API keeps its words, a lost connection is `offline`, all else is `internal`. */
export function failureOf(error: unknown): Failure {
  if (isErrorBody(error)) {
    const details = error.data ?? error.details;
    return {
      code: error.code,
      message: error.message,
      remedy: details?.remedy ?? null,
      requestId: details?.requestId ?? null,
      retryAfterSeconds: details?.retryAfterSeconds ?? null,
    };
  }
  const isOffline = error instanceof TypeError && /fetch|network|load failed/i.test(error.message);
  return {
    code: isOffline ? 'offline' : 'internal',
    message: isOffline
      ? 'The server cannot be reached.'
      : error instanceof Error
        ? error.message
        : 'Something unexpected happened.',
    remedy: isOffline ? 'Check the connection, then try again.' : 'Reload the page and try again.',
    requestId: null,
    retryAfterSeconds: null,
  };
}

/** Whether asking again may help: never for an answer that was understood and refused. */
export function isWorthRetrying(error: unknown): boolean {
  const { code } = failureOf(error);
  return code === 'offline' || code === 'unavailable';
}

function isErrorBody(error: unknown): error is ErrorBody {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    'message' in error
  );
}
