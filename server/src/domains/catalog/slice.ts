import type { Slice } from '../slice.ts';
import { defineFetchLocalModel } from './fetch-local-model.task.ts';

/** Models are data of the adapters, so this slice owns no table yet. */
export const catalogSlice: Slice = {
  name: 'catalog',
  dataMap: {},
  tasks: (ports) => [defineFetchLocalModel(ports)],
};
