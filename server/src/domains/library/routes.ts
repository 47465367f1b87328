import { route } from '../route.ts';
import { getAssetDetails } from './get-asset.ts';
import { listAssets } from './list-assets.ts';
import { deleteAssets, restoreAssets, trashAssets } from './trash-assets.ts';
import { updateAsset } from './update-asset.ts';

const on = route.library;

export const libraryRoutes = {
  list: on.list.handler(({ input, context }) => context.transact((ctx) => listAssets(ctx, input))),
  get: on.get.handler(({ input, context }) => context.transact((ctx) => getAssetDetails(ctx, input.id))),
  update: on.update.handler(({ input, context }) => context.transact((ctx) => updateAsset(ctx, input))),
  trash: on.trash.handler(({ input, context }) => context.transact((ctx) => trashAssets(ctx, input))),
  restore: on.restore.handler(({ input, context }) => context.transact((ctx) => restoreAssets(ctx, input))),
  remove: on.remove.handler(({ input, context }) => context.transact((ctx) => deleteAssets(ctx, input))),
};
