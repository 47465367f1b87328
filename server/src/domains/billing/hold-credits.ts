import { AtelierError } from '#contract/errors.ts';
import { assertCredits } from '#server/kernel/credits.ts';
import { announceBalance } from './announce-balance.ts';
import type { BillingContext } from './billing-context.ts';
import { callHold } from './queries.ts';
import { refuseConflict } from './refuse-conflict.ts';

export interface JobCharge {
  jobId: string;
  credits: number;
  /** Shown on the statement, such as the operation's title. Never a person's words: the books outlive the account. */
  memo?: string;
}

/** Sets credits aside for a job, earliest expiry first. The same hold again moves nothing. Throws `insufficient_credits`. */
export async function holdCredits(ctx: BillingContext, charge: JobCharge): Promise<void> {
  assertCredits(charge.credits, 'a hold');
  const { outcome, availableCredits } = await callHold(ctx.tx, {
    workspaceId: ctx.workspace.id,
    jobId: charge.jobId,
    credits: charge.credits,
    memo: charge.memo ?? '',
    at: ctx.ports.clock.now(),
  });
  if (outcome === 'insufficient') refuseForLackOfCredits(charge.credits, availableCredits);
  if (outcome === 'conflict') refuseConflict(`hold:${charge.jobId}`, charge.credits);
  if (outcome === 'moved' && charge.credits > 0) await announceBalance(ctx);
}

function refuseForLackOfCredits(costCredits: number, availableCredits: number): never {
  const missing = costCredits - availableCredits;
  throw new AtelierError(
    'insufficient_credits',
    `This costs ${costCredits} credits; ${availableCredits} are available.`,
    {
      thing: 'credits',
      limit: `${availableCredits} available, ${costCredits} needed`,
      remedy: `Add ${missing} credits, choose something cheaper, or wait for running jobs to give back what they do not use.`,
    },
  );
}
