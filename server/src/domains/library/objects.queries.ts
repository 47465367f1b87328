import { and, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { assets, objects, renditions, uploads } from './schema.ts';

export interface HeldObject {
  workspaceId: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
}

/** Taken shared by whoever begins or ends to hold content, and alone by the sweep that deletes it: never both at once. */
const locked = `locked as materialized (select pg_advisory_xact_lock_shared(hashtextextended($1, 78)))`;

/** Holds content until an asset points to it, at the latest until `heldUntil`. */
export async function holdObject(tx: Tx, object: HeldObject & { heldUntil: Date; createdAt: Date }): Promise<void> {
  await tx.client.query({
    name: 'hold-object',
    text: `with ${locked}
           insert into app.objects (sha256, workspace_id, size_bytes, media_type, held_until, created_at)
           select $1::text, $2::uuid, $3::bigint, $4::text, $5::timestamptz, $6::timestamptz from locked
           on conflict (workspace_id, sha256) do update set held_until = excluded.held_until`,
    values: [object.sha256, object.workspaceId, object.sizeBytes, object.mediaType, object.heldUntil, object.createdAt],
  });
}

/** From now on the assets and renditions that point to it hold it. False when the workspace does not have it. */
export async function endHold(tx: Tx, sha256: string): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'end-hold',
    text: `with ${locked} update app.objects set held_until = null from locked
            where workspace_id = (select app.workspace_id()) and sha256 = $1`,
    values: [sha256],
  });
  return rowCount === 1;
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
