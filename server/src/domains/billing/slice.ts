import type { Slice } from '../slice.ts';
import { checkAllInvariants, checkRecentInvariants } from './check-invariants.ts';
import { billingDataMap } from './data-map.ts';
import { grantAtSignUp } from './grant-at-sign-up.ts';
import { sweepExpired } from './sweep-expired.ts';

export const billingSlice: Slice = {
  name: 'billing',
  dataMap: billingDataMap,
  upkeep: [
    { name: 'billing.sweep-expired', everyMinutes: 60, run: sweepExpired },
    { name: 'billing.check-recent-books', everyMinutes: 5, run: checkRecentInvariants },
    { name: 'billing.check-all-books', everyMinutes: 24 * 60, run: checkAllInvariants },
  ],
  reactions: { 'workspace.created': grantAtSignUp },
};
