import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { JsonifiedClient } from '@orpc/openapi-client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { routes } from 'virtual:contract-routes';
import type { api } from '#contract/api/index.ts';

export interface CallContext {
  /** Safe repetition of a paid call: the same key gets the same answer. */
  idempotencyKey?: string;
}

const link = new OpenAPILink<CallContext>(routes, {
  url: () => new URL('/api', location.origin),
  headers: ({ context }) => (context.idempotencyKey ? { 'idempotency-key': context.idempotencyKey } : {}),
});

/** The typed API. What its calls throw is read by failure.ts. */
export const client: JsonifiedClient<ContractRouterClient<typeof api, CallContext>> = createORPCClient(link);
/** Query and mutation options of every endpoint, with their cache keys. */
export const queries = createTanstackQueryUtils(client);
