import { route } from '../route.ts';
import { fetchLocalModel } from './fetch-local-model.ts';
import { listCatalog } from './list-catalog.ts';

export const catalogRoutes = {
  list: route.catalog.list.handler(({ context }) => listCatalog(context.ports)),
  fetchLocalModel: route.catalog.fetchLocalModel.handler(({ input, context }) =>
    context.transact((ctx) => fetchLocalModel(ctx, input)),
  ),
};
