import type { Slice } from '../slice.ts';
import { accountsDataMap } from './data-map.ts';

export const accountsSlice: Slice = { name: 'accounts', dataMap: accountsDataMap };
