import type { Slice } from '../slice.ts';
import { jobsDataMap } from './data-map.ts';
import { defineRunJob } from './run-job.task.ts';
import { sweepStuck } from './sweep-stuck.ts';
import { sweepScratch } from './with-scratch.ts';

export const jobsSlice: Slice = {
  name: 'jobs',
  dataMap: jobsDataMap,
  tasks: (ports) => [defineRunJob(ports)],
  upkeep: [
    { name: 'jobs.sweep-stuck', everyMinutes: 1, run: sweepStuck },
    { name: 'jobs.sweep-scratch', everyMinutes: 60, run: sweepScratch },
  ],
};
