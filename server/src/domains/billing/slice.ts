import type { Slice } from '../slice.ts';
import { billingDataMap } from './data-map.ts';
import { grantAtSignUp } from './grant-at-sign-up.ts';

export const billingSlice: Slice = {
  name: 'billing',
  dataMap: billingDataMap,
  reactions: { 'workspace.created': grantAtSignUp },
};
