import { eq, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { uploads } from './schema.ts';

export type UploadRow = typeof uploads.$inferSelect;

/** Beginnings of uploads in one workspace take turns, so that two of them never share the last free bytes. */
export async function lockBeginnings(tx: Tx, workspaceId: string): Promise<void> {
  await tx.client.query('select pg_advisory_xact_lock(hashtextextended($1, 79))', [workspaceId]);
}

export async function countReceiving(tx: Tx): Promise<number> {
  return tx.db.$count(uploads, eq(uploads.state, 'receiving'));
}

export async function insertUpload(tx: Tx, row: typeof uploads.$inferInsert): Promise<void> {
  await tx.db.insert(uploads).values(row);
}

export async function readUpload(tx: Tx, id: string): Promise<UploadRow | null> {
  const [row] = await tx.db.select().from(uploads).where(eq(uploads.id, id));
  return row ?? null;
}

export async function lockUpload(tx: Tx, id: string): Promise<UploadRow | null> {
  const [row] = await tx.db.select().from(uploads).where(eq(uploads.id, id)).for('update');
  return row ?? null;
}

export async function endUpload(
  tx: Tx,
  id: string,
  end: { state: 'finished'; assetId: string } | { state: 'refused' },
): Promise<void> {
  await tx.db.update(uploads).set(end).where(eq(uploads.id, id));
}

export async function deleteUpload(tx: Tx, id: string): Promise<void> {
  await tx.db.delete(uploads).where(eq(uploads.id, id));
}

/** Over all workspaces; needs the janitor's role. */
export async function deleteExpiredUploads(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const expired = tx.db.select({ id: uploads.id }).from(uploads).where(lt(uploads.expiresAt, now)).limit(limit);
  const rows = await tx.db
    .delete(uploads)
    .where(sql`${uploads.id} in ${expired}`)
    .returning({ id: uploads.id });
  return rows.map((row) => row.id);
}

export type UploadState = Pick<UploadRow, 'id' | 'workspaceId' | 'sizeBytes' | 'state'>;

/** Over all workspaces; needs the janitor's role, which sees no names. */
export async function listUploads(tx: Tx, ids: string[]): Promise<UploadState[]> {
  return tx.db
    .select({ id: uploads.id, workspaceId: uploads.workspaceId, sizeBytes: uploads.sizeBytes, state: uploads.state })
    .from(uploads)
    .where(sql`${uploads.id} = any(${sql.param(ids)}::uuid[])`);
}
