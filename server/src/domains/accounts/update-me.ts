import type { Me } from '#contract/api/accounts.ts';
import { AtelierError } from '#contract/errors.ts';
import { present } from '../../kernel/assert.ts';
import { sealText } from '../../kernel/seal.ts';
import type { Ctx } from '../slice.ts';
import { accountOf } from './account-of.ts';
import { readAccount, updateAccount } from './queries.ts';
import { whoAmI } from './who-am-i.ts';

export async function updateMe(ctx: Ctx, input: { displayName?: string; timezone?: string }): Promise<Me> {
  const id = accountOf(ctx);
  const account = present(await readAccount(ctx.tx, id), 'a caller has an account');
  const key = ctx.ports.seal.unwrapSubjectKey(id, account.wrapped);
  if (input.timezone !== undefined && !isTimezone(input.timezone)) {
    throw new AtelierError('invalid_input', `${input.timezone} is not a time zone.`, {
      thing: 'timezone',
      limit: 'an IANA name',
      remedy: 'Use a name such as Europe/Paris.',
    });
  }
  const change = {
    ...(input.displayName !== undefined && {
      displayNameSealed: sealText(key, `accounts|display_name|${id}`, input.displayName),
    }),
    ...(input.timezone !== undefined && { timezone: input.timezone }),
  };
  if (Object.keys(change).length > 0) await updateAccount(ctx.tx, id, change);
  return whoAmI(ctx);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
