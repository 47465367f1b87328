import { publish } from '../../db/publish.ts';
import type { Ctx } from '../slice.ts';
import { requireRole } from '../accounts/index.ts';
import { releaseObjects } from './objects.queries.ts';
import { deleteTrashed, moveFromTrash, moveToTrash } from './queries.ts';
import { sweepObjectsTask } from './sweep-objects.task.ts';

/** Moves assets to the trash; answers how many were not there before. */
export async function trashAssets(ctx: Ctx, input: { ids: string[] }): Promise<{ count: number }> {
  requireRole(ctx, 'editor');
  return announce(ctx, await moveToTrash(ctx.tx, input.ids, ctx.ports.clock.now()));
}

export async function restoreAssets(ctx: Ctx, input: { ids: string[] }): Promise<{ count: number }> {
  requireRole(ctx, 'editor');
  return announce(ctx, await moveFromTrash(ctx.tx, input.ids));
}

/** For good, and only what is in the trash. Content that nothing points to any more loses its bytes right after. */
export async function deleteAssets(ctx: Ctx, input: { ids: string[] }): Promise<{ count: number }> {
  requireRole(ctx, 'editor');
  const { tx, ports, workspace } = ctx;
  const deleted = await deleteTrashed(tx, input.ids);
  const sha256s = deleted.sha256s.length > 0 ? await releaseObjects(tx, deleted.sha256s, ports.clock.now()) : [];
  if (sha256s.length > 0) {
    await ports.engine.enqueue(tx, sweepObjectsTask, { sha256s }, { id: `sweep-objects:${ports.ids.uuid()}` });
    await ports.facts.announce(ctx, 'asset.deleted', { workspaceId: workspace.id, sha256s });
  }
  return announce(ctx, deleted.ids);
}

async function announce({ ports, tx, workspace }: Ctx, ids: string[]): Promise<{ count: number }> {
  for (const assetId of ids) await publish(ports.database, tx, workspace.id, { type: 'asset.changed', assetId });
  return { count: ids.length };
}
