import { sha256Hex } from '../../kernel/ids.ts';
import type { FactContext } from '../slice.ts';
import { insertToken } from './queries.ts';

const lifetimeHours = { 'verify-email': 72, 'reset-password': 1 } as const;
export type TokenPurpose = keyof typeof lifetimeHours;

/** Makes a mailed secret; only its hash is kept. */
export async function mintToken(ctx: FactContext, accountId: string, purpose: TokenPurpose): Promise<string> {
  const { ids, clock } = ctx.ports;
  const now = clock.now();
  const token = ids.secret(32);
  await insertToken(ctx.tx, {
    id: ids.uuid(),
    accountId,
    purpose,
    tokenHash: sha256Hex(token),
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeHours[purpose] * 3_600_000),
  });
  return token;
}
