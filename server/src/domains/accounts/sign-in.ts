import { AtelierError } from '#contract/errors.ts';
import type { Me } from '#contract/api/accounts.ts';
import type { RequestContext } from '../route.ts';
import { emailHash } from './email-address.ts';
import { openSession } from './open-session.ts';
import { checkPassword } from './password.ts';
import { findSignIn } from './queries.ts';
import { limitRate } from './rate-limits.ts';
import { whoAmI } from './who-am-i.ts';

/** A new session for a right e-mail and password; one answer and one duration for everything else. */
export async function signIn(request: RequestContext, input: { email: string; password: string }): Promise<Me> {
  const { ports, requestId } = request;
  const hash = emailHash(ports.seal, input.email);
  await limitRate(ports, 'sign-in per network', request.clientKey);
  await limitRate(ports, 'sign-in per account', hash);
  const match = await ports.database.inScope({}, (tx) => findSignIn(tx, hash));
  const right = await checkPassword(input.password, match?.password_hash ?? null);
  if (!match || !right) {
    throw new AtelierError('wrong_credentials', 'E-mail and password do not match.', {
      thing: 'sign-in',
      remedy: 'Check both, or ask for a new password.',
    });
  }
  const key = ports.seal.unwrapSubjectKey(match.account_id, match.wrapped_key);
  return ports.database.inWorkspace(
    match.workspace_id,
    async (tx) => {
      const { account_id: id, operator, workspace_id: workspaceId, role } = match;
      const caller = await openSession(tx, request, { id, operator, key, workspace: { id: workspaceId, role } });
      return whoAmI({ ...caller, requestId, tx, ports });
    },
    { accountId: match.account_id },
  );
}
