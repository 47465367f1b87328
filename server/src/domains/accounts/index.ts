export { accountOf } from './account-of.ts';
export { findCallerByApiKey, findCallerBySession } from './find-caller.ts';
export { requireRole } from './require-role.ts';
export { accountsRoutes } from './routes.ts';
export { accountsSlice } from './slice.ts';
