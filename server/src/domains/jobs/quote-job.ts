import type { JobRequest, Quote } from '#contract/api/jobs.ts';
import { requireRole } from '../accounts/index.ts';
import type { Ctx } from '../slice.ts';
import { prepareRequest } from './prepare-request.ts';
import { insertQuote } from './queries.ts';

export const quoteLifetimeMinutes = 30;

/** A price that binds us until it expires: the job is settled at it or below. */
export async function quoteJob(ctx: Ctx, request: JobRequest): Promise<Quote> {
  requireRole(ctx, 'editor');
  const prepared = await prepareRequest(ctx, request);
  const { ids, clock } = ctx.ports;
  const createdAt = clock.now();
  const expiresAt = new Date(createdAt.getTime() + quoteLifetimeMinutes * 60_000);
  const id = ids.uuid();
  const { hash: requestHash, credits } = prepared;
  ctx.tx.beforeCommit(() =>
    insertQuote(ctx.tx, { id, workspaceId: ctx.workspace.id, requestHash, credits, createdAt, expiresAt }),
  );
  return {
    id,
    credits: prepared.credits,
    expiresAt: expiresAt.toISOString(),
    outputs: { kind: prepared.model.output.kind, count: prepared.outputCount, width: null, height: null },
  };
}
