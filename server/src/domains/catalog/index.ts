export { findModel } from './find-model.ts';
export { priceOf } from './price-of.ts';
export { readParameters } from './read-parameters.ts';
export { catalogRoutes } from './routes.ts';
export { catalogSlice } from './slice.ts';
export type { FoundModel } from './find-model.ts';
