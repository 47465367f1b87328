import { createORPCClient, ORPCError } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import { api, apiPrefix } from '#contract/api/index.ts';
import { AtelierError, errorDetailsSchema, isErrorCode } from '#contract/errors.ts';

export { AtelierError } from '#contract/errors.ts';
export { openEvents } from './events.ts';
export { uploadFile } from './upload.ts';
export type { UploadProgress } from './upload.ts';

export interface ClientContext {
  /** Makes a mutation safe to repeat: the same key gives the same answer. 8 to 100 visible characters. */
  idempotencyKey?: string;
}
export type AtelierClient = ContractRouterClient<typeof api, ClientContext>;

export interface ClientOptions {
  /** Address of the installation, without a trailing slash. */
  url: string;
  /** An API key; a browser leaves it out and is known by its session. */
  apiKey?: string;
  fetch?: typeof fetch;
  userAgent?: string;
}

/** The typed client: `client.jobs.start(…)`. Refusals are thrown as `AtelierError`. */
export function createClient(options: ClientOptions): AtelierClient {
  const link = new OpenAPILink<ClientContext>(api, {
    url: `${options.url}${apiPrefix}`,
    headers: ({ context }) => ({
      ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
      ...(options.userAgent && { 'user-agent': options.userAgent }),
      ...(context.idempotencyKey && { 'idempotency-key': context.idempotencyKey }),
    }),
    fetch: (request, init) => (options.fetch ?? fetch)(request, init as RequestInit),
    interceptors: [
      async ({ next }) => {
        try {
          return await next();
        } catch (error) {
          throw toAtelierError(error);
        }
      },
    ],
  });
  return createORPCClient(link);
}

/** Every failure as the one error class, so that callers handle a single shape. */
export function toAtelierError(error: unknown): unknown {
  if (error instanceof AtelierError) return error;
  if (error instanceof ORPCError && isErrorCode(error.code)) {
    const details = errorDetailsSchema.safeParse(error.data);
    if (details.success) return new AtelierError(error.code, error.message, details.data, { cause: error });
  }
  if (error instanceof TypeError || (error instanceof ORPCError && error.status >= 502)) {
    return new AtelierError(
      'unavailable',
      'The server cannot be reached.',
      { thing: 'connection', remedy: 'Check that the server runs and that you are online; then try again.' },
      { cause: error },
    );
  }
  return error;
}
