import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { MediaKind, ParameterValues } from '#contract/media.ts';
import type { Tx } from '../../db/database.ts';
import type { Cursor } from '../../kernel/page.ts';
import { assets, lineage, renditions, steps } from './schema.ts';
import { lexemesOf } from './search-words.ts';

export type NewAsset = Omit<typeof assets.$inferInsert, 'searchText'>;
export type StepRow = typeof steps.$inferSelect;

/** An asset as it is shown: the row and the hashes of its renditions. */
export interface AssetRow {
  id: string;
  workspaceId: string;
  kind: MediaKind;
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  width: number | null;
  height: number | null;
  thumbhash: string | null;
  source: 'generated' | 'uploaded' | 'sample';
  demo: boolean;
  favourite: boolean;
  derivatives: 'processing' | 'ready' | 'failed' | 'none';
  createdAt: Date;
  trashedAt: Date | null;
  madeByJob: string | null;
  attributionTitle: string | null;
  attributionLicence: string | null;
  attributionSource: string | null;
  thumbnailSha256: string | null;
  thumbnailSizeBytes: number | null;
  previewSha256: string | null;
  previewSizeBytes: number | null;
}

const shown = `a.id, a.workspace_id "workspaceId", a.kind, a.name, a.media_type "mediaType", a.size_bytes::float8 "sizeBytes", a.sha256,
  a.width, a.height, a.thumbhash, a.source, a.demo, a.favourite, a.derivatives, a.created_at "createdAt", a.trashed_at "trashedAt",
  a.made_by_job "madeByJob", a.attribution_title "attributionTitle", a.attribution_licence "attributionLicence",
  a.attribution_source "attributionSource", t.sha256 "thumbnailSha256", t.size_bytes::float8 "thumbnailSizeBytes",
  p.sha256 "previewSha256", p.size_bytes::float8 "previewSizeBytes"`;
const withRenditions = `
  left join app.renditions t on t.workspace_id = a.workspace_id and t.asset_id = a.id and t.name = 'thumbnail'
  left join app.renditions p on p.workspace_id = a.workspace_id and p.asset_id = a.id and p.name = 'preview'`;

export interface AssetFilter {
  kind?: MediaKind | undefined;
  source?: AssetRow['source'] | undefined;
  favourite?: boolean | undefined;
  trashed: boolean;
}
export interface AssetPage {
  filter: AssetFilter;
  before: Cursor | null;
  limit: number;
}

/** Later than every asset: where the first page starts. */
const end: Cursor = { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

export async function listAssetRows(tx: Tx, { filter, before, limit }: AssetPage): Promise<AssetRow[]> {
  const { at, id } = before ?? end;
  // The trash has its own index, so it has its own statement.
  const inTrash = filter.trashed ? 'is not null' : 'is null';
  const { rows } = await tx.client.query<AssetRow>({
    name: `list-assets-${filter.trashed ? 'trashed' : 'kept'}`,
    text: `select ${shown} from (
        select * from app.assets
         where workspace_id = (select app.workspace_id()) and trashed_at ${inTrash} and (created_at, id) < ($1::timestamptz, $2::uuid)
           and ($3::text is null or kind = $3) and ($4::text is null or source = $4) and ($5::boolean is null or favourite = $5)
         order by created_at desc, id desc limit $6) a ${withRenditions}
      order by a.created_at desc, a.id desc`,
    values: [at, id, filter.kind ?? null, filter.source ?? null, filter.favourite ?? null, limit],
  });
  return rows;
}

export async function searchAssetRows(
  tx: Tx,
  words: string,
  { filter, before, limit }: AssetPage,
): Promise<AssetRow[]> {
  const { at, id } = before ?? end;
  const { rows } = await tx.client.query<AssetRow>({
    name: 'search-assets',
    text: `select ${shown}
      from app.search_assets($1, $2, $3, $4, $5, $6::timestamptz, $7::uuid, $8) found
      join app.assets a on a.workspace_id = (select app.workspace_id()) and a.id = found.id ${withRenditions}
      order by a.created_at desc, a.id desc`,
    values: [
      words,
      filter.kind ?? null,
      filter.source ?? null,
      filter.favourite ?? null,
      filter.trashed,
      at,
      id,
      limit,
    ],
  });
  return rows;
}

/** In no particular order; ids that are not there are left out. */
export async function readAssetRows(tx: Tx, ids: readonly string[]): Promise<AssetRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.client.query<AssetRow>({
    name: 'read-assets',
    text: `select ${shown} from app.assets a ${withRenditions}
      where a.workspace_id = (select app.workspace_id()) and a.id = any($1::uuid[])`,
    values: [ids],
  });
  return rows;
}

export async function findOutput(tx: Tx, jobId: string, outputIndex: number): Promise<string | null> {
  const [row] = await tx.db
    .select({ id: assets.id })
    .from(assets)
    .where(and(eq(assets.madeByJob, jobId), eq(assets.outputIndex, outputIndex)));
  return row?.id ?? null;
}

/** An asset of the same bytes that is not in the trash: what an upload would only double. */
export async function findByContent(tx: Tx, sha256: string): Promise<string | null> {
  const [row] = await tx.db
    .select({ id: assets.id })
    .from(assets)
    .where(and(eq(assets.sha256, sha256), isNull(assets.trashedAt)))
    .limit(1);
  return row?.id ?? null;
}

export async function insertAsset(tx: Tx, row: NewAsset): Promise<void> {
  await tx.db.insert(assets).values({ ...row, searchText: lexemesOf(row.workspaceId, row) });
}

export async function updateAssetRow(
  tx: Tx,
  asset: { workspaceId: string; id: string },
  change: { name?: string | undefined; favourite?: boolean | undefined },
): Promise<number> {
  const [row] = await tx.db.select({ prompt: assets.prompt }).from(assets).where(eq(assets.id, asset.id)).for('update');
  if (!row) return 0;
  const words =
    change.name === undefined
      ? {}
      : { searchText: lexemesOf(asset.workspaceId, { name: change.name, prompt: row.prompt }) };
  const result = await tx.db
    .update(assets)
    .set({ ...change, ...words })
    .where(eq(assets.id, asset.id));
  return result.rowCount ?? 0;
}

export async function moveToTrash(tx: Tx, ids: string[], at: Date): Promise<string[]> {
  const rows = await tx.db
    .update(assets)
    .set({ trashedAt: at })
    .where(and(inArray(assets.id, ids), isNull(assets.trashedAt)))
    .returning({ id: assets.id });
  return rows.map((row) => row.id);
}

export async function moveFromTrash(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.db
    .update(assets)
    .set({ trashedAt: null })
    .where(and(inArray(assets.id, ids), isNotNull(assets.trashedAt)))
    .returning({ id: assets.id });
  return rows.map((row) => row.id);
}

/** Only what is in the trash. Answers the deleted ids and every content hash they pointed to. */
export async function deleteTrashed(tx: Tx, ids: string[]): Promise<{ ids: string[]; sha256s: string[] }> {
  const trashed = and(inArray(assets.id, ids), isNotNull(assets.trashedAt));
  const going = await tx.db.select({ id: assets.id }).from(assets).where(trashed).for('update');
  const goingIds = going.map((row) => row.id);
  if (goingIds.length === 0) return { ids: [], sha256s: [] };
  const derived = await tx.db
    .select({ sha256: renditions.sha256 })
    .from(renditions)
    .where(inArray(renditions.assetId, goingIds));
  const deleted = await tx.db
    .delete(assets)
    .where(inArray(assets.id, goingIds))
    .returning({ sha256: assets.sha256, jobId: assets.madeByJob });
  const jobIds = [...new Set(deleted.flatMap((row) => row.jobId ?? []))];
  if (jobIds.length > 0) await deleteUnusedSteps(tx, jobIds);
  return { ids: goingIds, sha256s: [...new Set([...deleted, ...derived].map((row) => row.sha256))] };
}

async function deleteUnusedSteps(tx: Tx, jobIds: string[]): Promise<void> {
  await tx.db
    .delete(steps)
    .where(
      and(
        inArray(steps.jobId, jobIds),
        sql`not exists (select 1 from ${assets} a where a.workspace_id = ${steps.workspaceId} and a.made_by_job = ${steps.jobId})`,
      ),
    );
}

export async function insertStep(
  tx: Tx,
  row: {
    workspaceId: string;
    jobId: string;
    operation: string;
    model: string;
    parameters: ParameterValues;
    creditsCharged: number | null;
    createdAt: Date;
  },
): Promise<void> {
  await tx.db.insert(steps).values(row).onConflictDoNothing();
}

export async function insertLineage(tx: Tx, rows: (typeof lineage.$inferInsert)[]): Promise<void> {
  if (rows.length > 0) await tx.db.insert(lineage).values(rows).onConflictDoNothing();
}

export async function readParents(tx: Tx, childId: string): Promise<{ parentId: string; inputName: string }[]> {
  return tx.db
    .select({ parentId: lineage.parentId, inputName: lineage.inputName })
    .from(lineage)
    .where(eq(lineage.childId, childId))
    .orderBy(lineage.inputName);
}

export async function readChildIds(tx: Tx, parentId: string, limit: number): Promise<string[]> {
  // Ids sort by time of creation, so the newest are the last.
  const rows = await tx.db
    .selectDistinct({ childId: lineage.childId })
    .from(lineage)
    .where(eq(lineage.parentId, parentId))
    .orderBy(sql`${lineage.childId} desc`)
    .limit(limit);
  return rows.map((row) => row.childId);
}

export async function readSteps(tx: Tx, jobIds: string[]): Promise<Map<string, StepRow>> {
  if (jobIds.length === 0) return new Map();
  const rows = await tx.db.select().from(steps).where(inArray(steps.jobId, jobIds));
  return new Map(rows.map((row) => [row.jobId, row]));
}
