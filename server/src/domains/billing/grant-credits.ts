import { assert } from '#server/kernel/assert.ts';
import { assertCredits } from '#server/kernel/credits.ts';
import { announceBalance } from './announce-balance.ts';
import type { BillingContext } from './billing-context.ts';
import { callGrant } from './queries.ts';
import { refuseConflict } from './refuse-conflict.ts';

export interface Grant {
  /** What this grant is for, such as `sign-up`; once per workspace. */
  reason: string;
  credits: number;
  /** Given away, or paid for. */
  source: 'promotion' | 'issuance';
  /** Null: these credits never expire. */
  expiresAt: Date | null;
  /** Shown on the statement. Never a person's words: the books outlive the account. */
  memo: string;
}

/** Adds a lot of credits. The same reason again moves nothing. */
export async function grantCredits(ctx: BillingContext, grant: Grant): Promise<void> {
  const at = ctx.ports.clock.now();
  assertCredits(grant.credits, 'a grant');
  assert(grant.credits > 0, 'a grant gives at least one credit');
  assert(!grant.expiresAt || grant.expiresAt > at, 'a grant expires in the future');
  const transferId = `grant:${grant.reason}:${ctx.workspace.id}`;
  const outcome = await callGrant(ctx.tx, {
    ...grant,
    workspaceId: ctx.workspace.id,
    transferId,
    lotId: ctx.ports.ids.uuid(),
    at,
  });
  if (outcome === 'conflict') refuseConflict(transferId, grant.credits);
  if (outcome === 'moved') await announceBalance(ctx);
}
