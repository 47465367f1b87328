import type { Tx } from '../../db/database.ts';
import type { Workspace } from '../../kernel/context.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import { sealText } from '../../kernel/seal.ts';
import type { Caller, RequestContext } from '../route.ts';
import { describeDevice } from './device.ts';
import { insertSession } from './queries.ts';

const tokenBytes = 32;

/** A new session of a known account: the cookie carries 256 random bits, the row only their hash. */
export async function openSession(
  tx: Tx,
  request: RequestContext,
  account: { id: string; operator: boolean; key: Buffer; workspace: Workspace },
): Promise<Caller> {
  const { ports } = request;
  const { ids, clock, settings } = ports;
  const now = clock.now();
  const token = ids.secret(tokenBytes);
  const id = ids.uuid();
  const expiresAt = new Date(now.getTime() + settings.sessionMaximumDays * 86_400_000);
  await insertSession(tx, {
    id,
    accountId: account.id,
    workspaceId: account.workspace.id,
    tokenHash: sha256Hex(token),
    deviceSealed: sealText(account.key, `sessions|device|${id}`, describeDevice(request.userAgent)),
    createdAt: now,
    lastSeenAt: now,
    idleExpiresAt: new Date(now.getTime() + settings.sessionIdleMinutes * 60_000),
    expiresAt,
  });
  tx.afterCommit(() => request.setSessionCookie(token, expiresAt));
  return {
    actor: { kind: 'person', accountId: account.id, sessionId: id, operator: account.operator },
    workspace: account.workspace,
  };
}
