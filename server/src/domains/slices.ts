import { accountsSlice } from './accounts/index.ts';
import { billingSlice } from './billing/index.ts';
import { catalogSlice } from './catalog/index.ts';
import { jobsSlice } from './jobs/index.ts';
import { librarySlice } from './library/index.ts';
import { notificationsSlice } from './notifications/index.ts';
import type { Slice } from './slice.ts';

/** The domains in their order: each may call those before it. The structure check reads this list. */
export const slices: readonly Slice[] = [
  accountsSlice,
  notificationsSlice,
  billingSlice,
  catalogSlice,
  librarySlice,
  jobsSlice,
];
