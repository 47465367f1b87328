import type { Me } from '#contract/api/accounts.ts';
import { present } from '../../kernel/assert.ts';
import { openText } from '../../kernel/seal.ts';
import type { Ctx } from '../slice.ts';
import { accountOf } from './account-of.ts';
import { readAccount, readWorkspaceName } from './queries.ts';

export async function whoAmI(ctx: Ctx): Promise<Me> {
  const id = accountOf(ctx);
  const row = present(await readAccount(ctx.tx, id), 'a caller has an account');
  const key = ctx.ports.seal.unwrapSubjectKey(id, row.wrapped);
  return {
    account: {
      id,
      email: openText(key, `accounts|email|${id}`, row.emailSealed),
      displayName: openText(key, `accounts|display_name|${id}`, row.displayNameSealed),
      emailVerified: row.emailVerifiedAt !== null,
      operator: row.operator,
      timezone: row.timezone,
      createdAt: row.createdAt.toISOString(),
    },
    workspace: {
      id: ctx.workspace.id,
      name: present(await readWorkspaceName(ctx.tx, ctx.workspace.id), 'a caller has a workspace'),
      role: ctx.workspace.role,
    },
  };
}
