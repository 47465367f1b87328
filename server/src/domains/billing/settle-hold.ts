import { assertCredits } from '#server/kernel/credits.ts';
import { announceBalance } from './announce-balance.ts';
import type { BillingContext } from './billing-context.ts';
import type { JobCharge } from './hold-credits.ts';
import { callSettle } from './queries.ts';
import { refuseConflict } from './refuse-conflict.ts';

/**
 * Ends a job's hold: `credits` are paid, at most what was held, and the rest goes back to the lots it came from. Belongs in
 * the transaction that makes the job's outcome true. The same settlement again moves nothing.
 */
export async function settleHold(ctx: BillingContext, charge: JobCharge): Promise<void> {
  assertCredits(charge.credits, 'a settlement');
  const outcome = await callSettle(ctx.tx, {
    workspaceId: ctx.workspace.id,
    jobId: charge.jobId,
    credits: charge.credits,
    memo: charge.memo ?? '',
    at: ctx.ports.clock.now(),
  });
  if (outcome === 'conflict') refuseConflict(`settle:${charge.jobId}`, charge.credits);
  if (outcome === 'moved') await announceBalance(ctx);
}

/** Gives back everything that was held for a job. */
export function releaseHold(ctx: BillingContext, release: Omit<JobCharge, 'credits'>): Promise<void> {
  return settleHold(ctx, { ...release, credits: 0 });
}
