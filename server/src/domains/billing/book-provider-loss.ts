import { assertCredits } from '#server/kernel/credits.ts';
import type { BillingContext } from './billing-context.ts';
import type { JobCharge } from './hold-credits.ts';
import { callProviderLoss } from './queries.ts';
import { refuseConflict } from './refuse-conflict.ts';

/** Writes down what a vendor may have been paid for a job that nobody is charged for. Moves nobody's balance. */
export async function bookProviderLoss(ctx: BillingContext, charge: JobCharge): Promise<void> {
  assertCredits(charge.credits, 'a loss');
  if (charge.credits === 0) return;
  const outcome = await callProviderLoss(ctx.tx, {
    workspaceId: ctx.workspace.id,
    jobId: charge.jobId,
    credits: charge.credits,
    memo: charge.memo ?? '',
    at: ctx.ports.clock.now(),
  });
  if (outcome === 'conflict') refuseConflict(`provider-loss:${charge.jobId}`, charge.credits);
}
