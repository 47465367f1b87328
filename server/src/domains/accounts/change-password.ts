import { AtelierError } from '#contract/errors.ts';
import { assert, present } from '../../kernel/assert.ts';
import type { Ctx } from '../slice.ts';
import { checkPassword, hashPassword } from './password.ts';
import { deleteOtherSessions, deleteTokens, readAccount, updateAccount } from './queries.ts';

/** Sets a new password for whoever knows the present one, and ends every other session. */
export async function changePassword(
  ctx: Ctx,
  input: { current: string; next: string },
): Promise<Record<string, never>> {
  assert(ctx.actor.kind === 'person', 'a person changes a password');
  const { accountId, sessionId } = ctx.actor;
  const account = present(await readAccount(ctx.tx, accountId), 'a caller has an account');
  if (!(await checkPassword(input.current, account.passwordHash))) {
    throw new AtelierError('wrong_credentials', 'This is not your present password.', {
      thing: 'present password',
      remedy: 'Type it again, or sign out and ask for a new one by mail.',
    });
  }
  await updateAccount(ctx.tx, accountId, { passwordHash: await hashPassword(input.next) });
  await deleteTokens(ctx.tx, accountId, 'reset-password');
  await deleteOtherSessions(ctx.tx, accountId, sessionId);
  return {};
}
