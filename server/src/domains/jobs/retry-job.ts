import type { Job } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import { requireRole } from '../accounts/index.ts';
import type { Ctx } from '../slice.ts';
import { noSuchJob } from './get-job.ts';
import { hasEnded } from './job.ts';
import { prepareRequest } from './prepare-request.ts';
import { readJob, readStartFacts } from './queries.ts';
import { acceptJob, checkReadiness } from './start-job.ts';

/** The same request once more, as a new job with a hold of its own. Only what has ended can be repeated. */
export async function retryJob(
  ctx: Ctx,
  input: { id: string },
  options: { idempotencyKey: string | null },
): Promise<Job> {
  requireRole(ctx, 'editor');
  const job = await readJob(ctx.tx, input.id);
  if (!job) throw noSuchJob();
  if (!hasEnded(job.state)) {
    throw new AtelierError('not_in_this_state', 'This job is still under way.', {
      thing: 'job',
      limit: 'ended jobs',
      remedy: 'Wait for it, or cancel it first.',
    });
  }
  const { operation, model, parameters, inputs } = job;
  const prepared = await prepareRequest(ctx, { operation, model, parameters, inputs });
  await checkReadiness(ctx, await readStartFacts(ctx.tx, { quoteId: null, idempotencyKey: null }), prepared);
  return acceptJob(ctx, prepared, { ...options, retryOf: job.id });
}
