import { createHmac, randomBytes } from 'node:crypto';
import { verify } from '@node-rs/bcrypt';
import { AtelierError } from '#contract/errors.ts';
import type { Tx } from '../../db/database.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import type { Caller } from '../route.ts';
import type { Ports } from '../slice.ts';
import { parseApiKey } from './api-key.ts';
import { findApiKey, findSessionByToken, touchApiKey, touchSession } from './queries.ts';
import { limitRate } from './rate-limits.ts';

/** A sliding limit is written down at most this often, so that reading does not mean writing. */
const touchEveryMs = 60_000;
const keyCacheMs = 60_000;
const keyCacheLimit = 1_000;

/** Asked with every request, so in one round trip. */
function alone<Found>(tx: Tx, asked: Promise<Found>): Promise<Found> {
  tx.commitBehind();
  return asked;
}

/** The session behind a cookie, and its idle limit pushed on. Null when it is unknown or over. */
export async function findCallerBySession(ports: Ports, token: string): Promise<Caller | null> {
  const match = await ports.database.inScope({}, (tx) => alone(tx, findSessionByToken(tx, sha256Hex(token))));
  const now = ports.clock.now();
  if (!match || match.expires_at <= now || match.idle_expires_at <= now) return null;
  if (now.getTime() - match.last_seen_at.getTime() > touchEveryMs) {
    const idleExpiresAt = new Date(now.getTime() + ports.settings.sessionIdleMinutes * 60_000);
    await ports.database.inScope({ accountId: match.account_id }, (tx) =>
      touchSession(tx, match.session_id, { lastSeenAt: now, idleExpiresAt }),
    );
  }
  return {
    actor: { kind: 'person', accountId: match.account_id, sessionId: match.session_id, operator: match.operator },
    workspace: { id: match.workspace_id, role: match.role },
  };
}

const cachePepper = randomBytes(32);
/** Keyed hash of a checked key → until when bcrypt need not be asked again. The row itself is read every time. */
const checkedKeys = new Map<string, number>();

/** The key's workspace. bcrypt is slow by design, so a network that guesses is slowed down before it is asked. */
export async function findCallerByApiKey(ports: Ports, text: string, clientKey: string): Promise<Caller> {
  const parsed = parseApiKey(text);
  if (!parsed) throw unknownKey();
  const match = await ports.database.inScope({}, (tx) => alone(tx, findApiKey(tx, parsed.publicId)));
  const now = ports.clock.now();
  const cacheKey = createHmac('sha256', cachePepper)
    .update(`${text}|${match?.secret_hash ?? ''}`)
    .digest('hex');
  if ((checkedKeys.get(cacheKey) ?? 0) <= now.getTime()) {
    await limitRate(ports, 'api key per network', clientKey);
    if (!match || !(await verify(parsed.secret, match.secret_hash))) throw unknownKey();
    if (checkedKeys.size >= keyCacheLimit) checkedKeys.clear();
    checkedKeys.set(cacheKey, now.getTime() + keyCacheMs);
  }
  if (!match) throw unknownKey();
  if (!match.last_used_at || now.getTime() - match.last_used_at.getTime() > touchEveryMs) {
    await ports.database.inWorkspace(match.workspace_id, (tx) => touchApiKey(tx, match.key_id, now));
  }
  return {
    actor: { kind: 'key', accountId: match.account_id, keyId: match.key_id },
    workspace: { id: match.workspace_id, role: match.role },
  };
}

function unknownKey(): AtelierError {
  return new AtelierError('not_signed_in', 'This API key is unknown or revoked.', {
    thing: 'API key',
    remedy: 'Make a new key in Settings.',
  });
}
