import type { z } from 'zod';
import type { sessionSchema } from '#contract/api/accounts.ts';
import { AtelierError } from '#contract/errors.ts';
import { assert, present } from '../../kernel/assert.ts';
import { openText } from '../../kernel/seal.ts';
import type { Ctx } from '../slice.ts';
import { accountOf } from './account-of.ts';
import { deleteSession, listSessionRows, readAccount } from './queries.ts';

const listedSessionsLimit = 100;

export async function listSessions(ctx: Ctx): Promise<{ items: z.infer<typeof sessionSchema>[] }> {
  const id = accountOf(ctx);
  const account = present(await readAccount(ctx.tx, id), 'a caller has an account');
  const key = ctx.ports.seal.unwrapSubjectKey(id, account.wrapped);
  const now = ctx.ports.clock.now();
  const rows = await listSessionRows(ctx.tx, id, listedSessionsLimit);
  const items = rows
    .filter((row) => row.expiresAt > now && row.idleExpiresAt > now)
    .map((row) => ({
      id: row.id,
      current: ctx.actor.kind === 'person' && ctx.actor.sessionId === row.id,
      device: openText(key, `sessions|device|${row.id}`, row.deviceSealed),
      createdAt: row.createdAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
    }));
  return { items };
}

export async function revokeSession(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  if ((await deleteSession(ctx.tx, accountOf(ctx), input.id)) === 0) {
    throw new AtelierError('not_found', 'There is no such session.', {
      thing: 'session',
      remedy: 'It may have ended already.',
    });
  }
  return {};
}

export async function signOut(ctx: Ctx): Promise<Record<string, never>> {
  assert(ctx.actor.kind === 'person', 'a person signs out');
  await deleteSession(ctx.tx, ctx.actor.accountId, ctx.actor.sessionId);
  return {};
}
