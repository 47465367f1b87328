import { and, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { assets, objects, renditions, uploads } from './schema.ts';

export interface HeldObject {
  workspaceId: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
}

/** Taken shared by whoever begins to hold content, and alone by the sweep that deletes it: never both at once. */
export async function lockContent(tx: Tx, sha256: string): Promise<void> {
  await tx.client.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 78))', [sha256]);
}

/** Holds content until an asset points to it, at the latest until `heldUntil`. */
export async function holdObject(tx: Tx, object: HeldObject & { heldUntil: Date; createdAt: Date }): Promise<void> {
  await tx.db
    .insert(objects)
    .values(object)
    .onConflictDoUpdate({ target: [objects.workspaceId, objects.sha256], set: { heldUntil: object.heldUntil } });
}

/** From now on the assets and renditions that point to it hold it. False when the workspace does not have it. */
export async function endHold(tx: Tx, sha256: string): Promise<boolean> {
  const result = await tx.db
    .update(objects)
    .set({ heldUntil: null })
    .where(inArray(objects.sha256, [sha256]));
  return result.rowCount === 1;
}

/** Lets go of content that nothing points to; answers what was let go. */
export async function releaseObjects(tx: Tx, sha256s: string[], now: Date): Promise<string[]> {
  const pointedTo = (table: typeof assets | typeof renditions) =>
    sql`exists (select 1 from ${table} x where x.workspace_id = ${objects.workspaceId} and x.sha256 = ${objects.sha256})`;
  const rows = await tx.db
    .delete(objects)
    .where(
      and(
        inArray(objects.sha256, sha256s),
        or(isNull(objects.heldUntil), lt(objects.heldUntil, now)),
        sql`not ${pointedTo(assets)}`,
        sql`not ${pointedTo(renditions)}`,
      ),
    )
    .returning({ sha256: objects.sha256 });
  return rows.map((row) => row.sha256);
}

/** True when no workspace holds this content; nobody can begin to before the transaction ends. Needs the worker's role. */
export async function lockUnheldObject(tx: Tx, sha256: string): Promise<boolean> {
  const { rows } = await tx.client.query<{ unheld: boolean }>('select app.lock_unheld_object($1) as unheld', [sha256]);
  return rows[0]?.unheld ?? false;
}

export async function listExpiredHolds(tx: Tx, limit: number): Promise<{ workspaceId: string; sha256: string }[]> {
  const { rows } = await tx.client.query<{ workspaceId: string; sha256: string }>(
    'select workspace_id as "workspaceId", sha256 from app.expired_holds($1)',
    [limit],
  );
  return rows;
}

/** Bytes the workspace keeps, each content once, and bytes that are announced by uploads under way. */
export async function sumStoredBytes(tx: Tx): Promise<number> {
  const [row] = await tx.db
    .select({
      bytes: sql<string>`coalesce(sum(${objects.sizeBytes}), 0) + (
        select coalesce(sum(${uploads.sizeBytes}), 0) from ${uploads} where ${uploads.state} = 'receiving')`,
    })
    .from(objects);
  return Number(row?.bytes ?? 0);
}
