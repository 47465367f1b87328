import type { Balance } from '#contract/api/billing.ts';
import type { BillingContext } from './billing-context.ts';
import { selectBalance } from './queries.ts';

export async function getBalance(ctx: BillingContext): Promise<Balance> {
  const row = await selectBalance(ctx.tx, ctx.workspace.id, ctx.ports.clock.now());
  return {
    available: row.availableCredits,
    held: row.heldCredits,
    expiringNext: row.nextExpiry && { credits: row.nextExpiry.credits, at: row.nextExpiry.at.toISOString() },
  };
}
