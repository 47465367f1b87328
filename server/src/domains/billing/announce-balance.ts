import { publish } from '#server/db/publish.ts';
import type { BillingContext } from './billing-context.ts';

/** Tells open browsers, after the commit, that the balance they show is old. */
export function announceBalance(ctx: BillingContext): Promise<void> {
  return publish(ctx.ports.database, ctx.tx, ctx.workspace.id, { type: 'balance.changed' });
}
