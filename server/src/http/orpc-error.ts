import { ValidationError } from '@orpc/contract';
import { ORPCError } from '@orpc/server';
import { AtelierError, errorCodes } from '#contract/errors.ts';
import type { RequestContext } from '../domains/route.ts';
import { faultOf } from '../kernel/log.ts';

/** The one mapper from what a verb throws to what the transport answers. */
export function toOrpcError(
  error: unknown,
  context: Pick<RequestContext, 'requestId' | 'ports'>,
): ORPCError<string, unknown> {
  const { requestId, ports } = context;
  const known = error instanceof AtelierError ? error : asInvalidInput(error);
  if (known) {
    return new ORPCError(known.code, {
      defined: true,
      status: errorCodes[known.code],
      message: known.message,
      data: { ...known.details, requestId },
      cause: error,
    });
  }
  if (error instanceof ORPCError && error.status < 500) return error;
  ports.log('error', 'http.fault', { requestId, fault: faultOf(error) });
  return new ORPCError('internal', {
    defined: true,
    status: 500,
    message: 'Something broke on our side.',
    data: { thing: 'request', remedy: `Try again; if it stays, report request ${requestId}.`, requestId },
    cause: error,
  });
}

/** Names the first field that does not fit the contract, and how. */
function asInvalidInput(error: unknown): AtelierError | null {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return null;
  const [issue] = error.cause instanceof ValidationError ? error.cause.issues : [];
  const path = (issue?.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return new AtelierError(
    'invalid_input',
    issue ? `${path || 'The request'}: ${issue.message}.` : 'The request could not be read as JSON.',
    { thing: path || 'request', remedy: 'See /api/openapi.json for what fits.' },
    { cause: error },
  );
}
