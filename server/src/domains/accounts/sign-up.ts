import { AtelierError } from '#contract/errors.ts';
import type { Me } from '#contract/api/accounts.ts';
import { sealText } from '../../kernel/seal.ts';
import type { RequestContext } from '../route.ts';
import { emailHash } from './email-address.ts';
import { mintToken } from './mail-token.ts';
import { openSession } from './open-session.ts';
import { hashPassword } from './password.ts';
import { findSignIn, hasAccounts, insertAccount, lockSignUps } from './queries.ts';
import { limitRate } from './rate-limits.ts';
import { whoAmI } from './who-am-i.ts';

/** An account with its personal workspace, signed in. The first account of an installation is its operator. */
export async function signUp(
  request: RequestContext,
  input: { email: string; password: string; displayName: string },
): Promise<Me> {
  const { ports, requestId } = request;
  const { ids, clock, seal, database } = ports;
  await limitRate(ports, 'sign-up per network', request.clientKey);
  // The hash is made before we look, so that a known address takes as long as a new one.
  const passwordHash = await hashPassword(input.password);
  const hash = emailHash(seal, input.email);
  const accountId = ids.uuid();
  const workspaceId = ids.uuid();
  const now = clock.now();

  const taken = await database.inScope({}, (tx) => findSignIn(tx, hash));
  if (taken) return refuseTaken(request, taken.account_id, input.email);

  return database.inWorkspace(
    workspaceId,
    async (tx) => {
      await lockSignUps(tx);
      if (await findSignIn(tx, hash)) throw notAccepted();
      const operator = !(await hasAccounts(tx));
      const { key, wrapped } = seal.newSubjectKey(accountId);
      await insertAccount(tx, {
        account: {
          id: accountId,
          emailHash: hash,
          emailSealed: sealText(key, `accounts|email|${accountId}`, input.email.trim()),
          displayNameSealed: sealText(key, `accounts|display_name|${accountId}`, input.displayName),
          passwordHash,
          operator,
          createdAt: now,
        },
        wrappedKey: wrapped,
        workspace: { id: workspaceId, name: 'Personal', createdAt: now },
      });
      const ctx = { tx, ports };
      await ports.facts.announce(ctx, 'workspace.created', { workspaceId, accountId });
      const token = await mintToken(ctx, accountId, 'verify-email');
      await ports.facts.announce(ctx, 'account.verification-requested', {
        accountId,
        email: input.email.trim(),
        token,
      });
      const caller = await openSession(tx, request, {
        id: accountId,
        operator,
        key,
        workspace: { id: workspaceId, role: 'owner' },
      });
      return whoAmI({ ...caller, requestId, tx, ports });
    },
    { accountId },
  );
}

/** The owner of the address learns by mail that somebody tried; the caller learns no more than that it did not work. */
async function refuseTaken(request: RequestContext, accountId: string, email: string): Promise<never> {
  const { ports } = request;
  await ports.database.inScope({ accountId }, (tx) =>
    ports.facts.announce({ tx, ports }, 'account.sign-up-repeated', { accountId, email }),
  );
  throw notAccepted();
}

function notAccepted(): AtelierError {
  return new AtelierError('email_not_accepted', 'No account could be made with this address.', {
    thing: 'e-mail address',
    remedy: 'If it is yours, sign in or ask for a new password; otherwise use another address.',
  });
}
