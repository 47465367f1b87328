import { route } from '../route.ts';
import { cancelJob } from './cancel-job.ts';
import { getJob, listJobs } from './get-job.ts';
import { quoteJob } from './quote-job.ts';
import { retryJob } from './retry-job.ts';
import { startJob } from './start-job.ts';

const on = route.jobs;

export const jobsRoutes = {
  quote: on.quote.handler(({ input, context }) => context.transact((ctx) => quoteJob(ctx, input))),
  start: on.start.handler(({ input, context }) =>
    context.transact((ctx) => startJob(ctx, input, { idempotencyKey: context.idempotencyKey })),
  ),
  list: on.list.handler(({ input, context }) => context.transact((ctx) => listJobs(ctx, input))),
  get: on.get.handler(({ input, context }) => context.transact((ctx) => getJob(ctx, input))),
  cancel: on.cancel.handler(({ input, context }) => context.transact((ctx) => cancelJob(ctx, input))),
  retry: on.retry.handler(({ input, context }) =>
    context.transact((ctx) => retryJob(ctx, input, { idempotencyKey: context.idempotencyKey })),
  ),
};
