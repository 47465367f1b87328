import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { api, apiPrefix } from '#contract/api/index.ts';
import { toAtelierError } from './to-atelier-error.ts';

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

/** The typed client: `client.jobs.start(…)`. Refusals and an unreachable server are thrown as `AtelierError`. */
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
