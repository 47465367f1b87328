import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Role } from '../../kernel/context.ts';
import { accounts, accountTokens, apiKeys, members, sessions, subjectKeys, workspaces } from './schema.ts';

export type AccountRow = typeof accounts.$inferSelect;
export type SessionRow = typeof sessions.$inferSelect;
export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** Sign-ups take turns: who is first becomes the operator, exactly one. */
export async function lockSignUps(tx: Tx): Promise<void> {
  await tx.client.query('select pg_advisory_xact_lock(7420010)');
}

export async function hasAccounts(tx: Tx): Promise<boolean> {
  const { rows } = await tx.client.query<{ has: boolean }>('select app.has_accounts() as has');
  return rows[0]?.has ?? false;
}

export interface SignInRow {
  account_id: string;
  password_hash: string;
  operator: boolean;
  wrapped_key: string;
  workspace_id: string;
  role: Role;
}
export async function findSignIn(tx: Tx, emailHash: string): Promise<SignInRow | null> {
  const { rows } = await tx.client.query<SignInRow>('select * from app.sign_in_by_email($1)', [emailHash]);
  return rows[0] ?? null;
}

export interface SessionMatch {
  session_id: string;
  account_id: string;
  workspace_id: string;
  role: Role;
  operator: boolean;
  last_seen_at: Date;
  idle_expires_at: Date;
  expires_at: Date;
}
export async function findSessionByToken(tx: Tx, tokenHash: string): Promise<SessionMatch | null> {
  const { rows } = await tx.client.query<SessionMatch>({
    name: 'session-by-token',
    text: 'select * from app.session_by_token($1)',
    values: [tokenHash],
  });
  return rows[0] ?? null;
}

export interface ApiKeyMatch {
  key_id: string;
  account_id: string;
  workspace_id: string;
  role: Role;
  secret_hash: string;
  last_used_at: Date | null;
}
export async function findApiKey(tx: Tx, publicId: string): Promise<ApiKeyMatch | null> {
  const { rows } = await tx.client.query<ApiKeyMatch>({
    name: 'api-key-by-public-id',
    text: 'select * from app.api_key_by_public_id($1)',
    values: [publicId],
  });
  return rows[0] ?? null;
}

export interface TokenMatch {
  token_id: string;
  account_id: string;
  expires_at: Date;
}
export async function findToken(tx: Tx, purpose: string, tokenHash: string): Promise<TokenMatch | null> {
  const { rows } = await tx.client.query<TokenMatch>('select * from app.account_by_token($1, $2)', [
    purpose,
    tokenHash,
  ]);
  return rows[0] ?? null;
}

/** Seconds to wait; 0 when granted. */
export async function takeToken(
  tx: Tx,
  bucket: { key: string; capacity: number; refillPerSecond: number },
): Promise<number> {
  const { rows } = await tx.client.query<{ wait: number }>({
    name: 'take-token',
    text: 'select app.take_token($1, $2, $3) as wait',
    values: [bucket.key, bucket.capacity, bucket.refillPerSecond],
  });
  return Number(rows[0]?.wait ?? 0);
}

export async function insertAccount(
  tx: Tx,
  row: { account: typeof accounts.$inferInsert; wrappedKey: string; workspace: typeof workspaces.$inferInsert },
): Promise<void> {
  const { account, workspace } = row;
  await tx.db.insert(accounts).values(account);
  await tx.db.insert(subjectKeys).values({ accountId: account.id, wrapped: row.wrappedKey });
  await tx.db.insert(workspaces).values(workspace);
  await tx.db
    .insert(members)
    .values({ workspaceId: workspace.id, accountId: account.id, role: 'owner', joinedAt: account.createdAt });
}

export async function readAccount(tx: Tx, accountId: string): Promise<(AccountRow & { wrapped: string }) | null> {
  const [row] = await tx.db
    .select()
    .from(accounts)
    .innerJoin(subjectKeys, eq(subjectKeys.accountId, accounts.id))
    .where(eq(accounts.id, accountId));
  return row ? { ...row.accounts, wrapped: row.subject_keys.wrapped } : null;
}

export async function updateAccount(
  tx: Tx,
  accountId: string,
  change: Partial<typeof accounts.$inferInsert>,
): Promise<void> {
  await tx.db.update(accounts).set(change).where(eq(accounts.id, accountId));
}

export async function readWorkspaceName(tx: Tx, workspaceId: string): Promise<string | null> {
  const [row] = await tx.db.select({ name: workspaces.name }).from(workspaces).where(eq(workspaces.id, workspaceId));
  return row?.name ?? null;
}

export async function insertSession(tx: Tx, row: typeof sessions.$inferInsert): Promise<void> {
  await tx.db.insert(sessions).values(row);
}

export async function touchSession(
  tx: Tx,
  id: string,
  change: { lastSeenAt: Date; idleExpiresAt: Date },
): Promise<void> {
  await tx.db.update(sessions).set(change).where(eq(sessions.id, id));
}

export async function listSessionRows(tx: Tx, accountId: string, limit: number): Promise<SessionRow[]> {
  return tx.db
    .select()
    .from(sessions)
    .where(eq(sessions.accountId, accountId))
    .orderBy(desc(sessions.lastSeenAt))
    .limit(limit);
}

export async function deleteSession(tx: Tx, accountId: string, id: string): Promise<number> {
  const result = await tx.db.delete(sessions).where(and(eq(sessions.accountId, accountId), eq(sessions.id, id)));
  return result.rowCount ?? 0;
}

export async function deleteOtherSessions(tx: Tx, accountId: string, keepId: string | null): Promise<void> {
  const other = keepId ? ne(sessions.id, keepId) : undefined;
  await tx.db.delete(sessions).where(and(eq(sessions.accountId, accountId), other));
}

export async function insertToken(tx: Tx, row: typeof accountTokens.$inferInsert): Promise<void> {
  await tx.db.insert(accountTokens).values(row);
}

/** A token works once, and setting a new password ends all of them. */
export async function deleteTokens(
  tx: Tx,
  accountId: string,
  purpose: 'verify-email' | 'reset-password',
): Promise<number> {
  const result = await tx.db
    .delete(accountTokens)
    .where(and(eq(accountTokens.accountId, accountId), eq(accountTokens.purpose, purpose)));
  return result.rowCount ?? 0;
}

export async function insertApiKey(tx: Tx, row: typeof apiKeys.$inferInsert): Promise<void> {
  await tx.db.insert(apiKeys).values(row);
}

export async function listApiKeyRows(tx: Tx, limit: number): Promise<ApiKeyRow[]> {
  return tx.db.select().from(apiKeys).orderBy(desc(apiKeys.createdAt)).limit(limit);
}

export async function countApiKeys(tx: Tx): Promise<number> {
  return tx.db.$count(apiKeys, isNull(apiKeys.revokedAt));
}

export async function revokeApiKeyRow(tx: Tx, id: string, at: Date): Promise<number> {
  const result = await tx.db
    .update(apiKeys)
    .set({ revokedAt: sql`coalesce(${apiKeys.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(eq(apiKeys.id, id));
  return result.rowCount ?? 0;
}

export async function touchApiKey(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.db.update(apiKeys).set({ lastUsedAt: at }).where(eq(apiKeys.id, id));
}
