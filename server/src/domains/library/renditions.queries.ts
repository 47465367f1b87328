import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { assets, renditions } from './schema.ts';

export type NewRendition = Omit<typeof renditions.$inferInsert, 'workspaceId' | 'assetId'>;

/** False when there is nothing to do any more: the asset is gone, or somebody else was first. */
export async function setDerived(
  tx: Tx,
  assetId: string,
  outcome: { state: 'ready'; width: number; height: number; thumbhash: string } | { state: 'failed'; reason: string },
): Promise<boolean> {
  const change =
    outcome.state === 'ready'
      ? { derivatives: 'ready' as const, width: outcome.width, height: outcome.height, thumbhash: outcome.thumbhash }
      : { derivatives: 'failed' as const, derivativesError: outcome.reason };
  const result = await tx.db
    .update(assets)
    .set(change)
    .where(and(eq(assets.id, assetId), eq(assets.derivatives, 'processing')));
  return result.rowCount === 1;
}

export async function insertRenditions(
  tx: Tx,
  asset: { workspaceId: string; assetId: string },
  rows: NewRendition[],
): Promise<void> {
  await tx.db.insert(renditions).values(rows.map((row) => ({ ...row, ...asset })));
}
