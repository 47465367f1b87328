import type { Asset } from '#contract/api/library.ts';
import { publish } from '../../db/publish.ts';
import type { Ctx } from '../slice.ts';
import { requireRole } from '../accounts/index.ts';
import { cutName } from './add-asset.ts';
import { assetView } from './asset-view.ts';
import { updateAssetRow } from './queries.ts';
import { readOne } from './read-one.ts';

export async function updateAsset(
  ctx: Ctx,
  input: { id: string; name?: string | undefined; favourite?: boolean | undefined },
): Promise<Asset> {
  requireRole(ctx, 'editor');
  const { tx, ports, workspace } = ctx;
  const change = {
    ...(input.name === undefined ? {} : { name: cutName(input.name) }),
    ...(input.favourite === undefined ? {} : { favourite: input.favourite }),
  };
  if (
    Object.keys(change).length > 0 &&
    (await updateAssetRow(tx, { workspaceId: workspace.id, id: input.id }, change)) > 0
  ) {
    await publish(ports.database, tx, workspace.id, { type: 'asset.changed', assetId: input.id });
  }
  return assetView(ports, await readOne(tx, input.id));
}
