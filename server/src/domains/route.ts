import { implement } from '@orpc/server';
import { api } from '#contract/api/index.ts';
import { AtelierError } from '#contract/errors.ts';
import type { EndpointMeta } from '#contract/api/endpoint.ts';
import type { Actor, Workspace } from '../kernel/context.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';
import type { Ctx, Ports } from './slice.ts';

/** Who is calling, as told by cookie or key; null for a visitor. */
export interface Caller {
  actor: Exclude<Actor, { kind: 'system' }>;
  workspace: Workspace;
}

/** What the transport hands to a route. */
export interface RequestContext {
  ports: Ports;
  requestId: string;
  caller: Caller | null;
  /** Keyed hash of the client's address, for rate limits. */
  clientKey: string;
  userAgent: string;
  idempotencyKey: string | null;
  setSessionCookie(token: string, expiresAt: Date): void;
  clearSessionCookie(): void;
}

const contextual = implement(api).$context<RequestContext>();

/** The start of every route: checks who may call, and hands over a way to open the caller's transaction. */
export const route = contextual.use(async ({ context, procedure, next }, input) => {
  const meta = procedure['~orpc'].meta as EndpointMeta;
  const caller = admit(meta.access, context.caller);
  refuseUnstorable(input);
  return next({ context: { transact: transactFor(context, caller) } });
});

export type Transact = <Result>(work: (ctx: Ctx) => Promise<Result>) => Promise<Result>;

function admit(access: EndpointMeta['access'], caller: Caller | null): Caller | null {
  if (access === 'public') return caller;
  if (!caller) {
    throw new AtelierError('not_signed_in', 'You are not signed in.', {
      thing: 'session',
      remedy: 'Sign in, or send an API key as `Authorization: Bearer atl_…`.',
    });
  }
  if (access === 'key') return caller;
  if (caller.actor.kind !== 'person') {
    throw new AtelierError('not_allowed', 'An API key may not do this.', {
      thing: 'API key',
      remedy: 'Sign in with a browser.',
    });
  }
  if (access === 'operator' && !caller.actor.operator) {
    throw new AtelierError('not_allowed', 'Only the operator of this installation may do this.', {
      thing: 'operator page',
      remedy: 'Ask the person who set this installation up.',
    });
  }
  return caller;
}

function transactFor(context: RequestContext, caller: Caller | null): Transact {
  return (work) => {
    if (!caller) throw new Error('A public route opens its own scope');
    const { actor, workspace } = caller;
    const { ports, requestId } = context;
    return ports.database.inWorkspace(workspace.id, (tx) => work({ actor, workspace, requestId, tx, ports }), {
      accountId: actor.accountId,
      operator: actor.kind === 'person' && actor.operator,
    });
  };
}
