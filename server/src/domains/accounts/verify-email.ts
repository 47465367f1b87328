import { AtelierError } from '#contract/errors.ts';
import { present } from '../../kernel/assert.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import { openText } from '../../kernel/seal.ts';
import type { RequestContext } from '../route.ts';
import type { Ctx } from '../slice.ts';
import { accountOf } from './account-of.ts';
import { mintToken } from './mail-token.ts';
import type { TokenPurpose } from './mail-token.ts';
import { deleteTokens, findToken, readAccount, updateAccount } from './queries.ts';
import { limitRate } from './rate-limits.ts';

/** Confirms the address a mail was sent to. */
export async function verifyEmail(request: RequestContext, input: { token: string }): Promise<Record<string, never>> {
  const { database, clock } = request.ports;
  const accountId = await accountByToken(request, 'verify-email', input.token);
  await database.inScope({ accountId }, async (tx) => {
    if ((await deleteTokens(tx, accountId, 'verify-email')) === 0) throw linkExpired();
    await updateAccount(tx, accountId, { emailVerifiedAt: clock.now() });
  });
  return {};
}

export async function requestVerification(ctx: Ctx): Promise<Record<string, never>> {
  const accountId = accountOf(ctx);
  const account = present(await readAccount(ctx.tx, accountId), 'a caller has an account');
  if (account.emailVerifiedAt) return {};
  const key = ctx.ports.seal.unwrapSubjectKey(accountId, account.wrapped);
  const email = openText(key, `accounts|email|${accountId}`, account.emailSealed);
  const token = await mintToken(ctx, accountId, 'verify-email');
  await ctx.ports.facts.announce(ctx, 'account.verification-requested', { accountId, email, token });
  return {};
}

/** The account behind a mailed secret. One answer for used, unknown and expired. */
export async function accountByToken(request: RequestContext, purpose: TokenPurpose, token: string): Promise<string> {
  const { database, clock } = request.ports;
  await limitRate(request.ports, 'sign-in per network', request.clientKey);
  const match = await database.inScope({}, (tx) => findToken(tx, purpose, sha256Hex(token)));
  if (!match || match.expires_at <= clock.now()) throw linkExpired();
  return match.account_id;
}

export function linkExpired(): AtelierError {
  return new AtelierError('link_expired', 'This link no longer works.', {
    thing: 'mailed link',
    limit: 'works once, for a limited time',
    remedy: 'Ask for a new mail.',
  });
}
