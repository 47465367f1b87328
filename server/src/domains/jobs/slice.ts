import type { Slice } from '../slice.ts';
import { jobsDataMap } from './data-map.ts';
import { defineRunJob } from './run-job.task.ts';

export const jobsSlice: Slice = {
  name: 'jobs',
  dataMap: jobsDataMap,
  tasks: (ports) => [defineRunJob(ports)],
};
