import type { RequestContext } from '../route.ts';
import { emailHash } from './email-address.ts';
import { mintToken } from './mail-token.ts';
import { hashPassword } from './password.ts';
import { deleteOtherSessions, deleteTokens, findSignIn, updateAccount } from './queries.ts';
import { limitRate } from './rate-limits.ts';
import { accountByToken, linkExpired } from './verify-email.ts';

/** Answers the same whether the address is known or not. */
export async function requestReset(request: RequestContext, input: { email: string }): Promise<Record<string, never>> {
  const { ports } = request;
  const hash = emailHash(ports.seal, input.email);
  await limitRate(ports, 'sign-up per network', request.clientKey);
  await limitRate(ports, 'mail per account', hash);
  const match = await ports.database.inScope({}, (tx) => findSignIn(tx, hash));
  if (!match) return {};
  const accountId = match.account_id;
  await ports.database.inScope({ accountId }, async (tx) => {
    const ctx = { tx, ports };
    const token = await mintToken(ctx, accountId, 'reset-password');
    await ports.facts.announce(ctx, 'account.reset-requested', { accountId, email: input.email.trim(), token });
  });
  return {};
}

/** Sets a new password and ends every session: whoever knew the old one is out. */
export async function resetPassword(
  request: RequestContext,
  input: { token: string; password: string },
): Promise<Record<string, never>> {
  const { database } = request.ports;
  const accountId = await accountByToken(request, 'reset-password', input.token);
  const passwordHash = await hashPassword(input.password);
  await database.inScope({ accountId }, async (tx) => {
    // Of two uses at the same time, the second one finds the link gone.
    if ((await deleteTokens(tx, accountId, 'reset-password')) === 0) throw linkExpired();
    await updateAccount(tx, accountId, { passwordHash });
    await deleteOtherSessions(tx, accountId, null);
  });
  return {};
}
