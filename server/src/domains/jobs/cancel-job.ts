import type { Job } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import { publish } from '../../db/publish.ts';
import { present } from '../../kernel/assert.ts';
import { requireRole } from '../accounts/index.ts';
import type { Ctx } from '../slice.ts';
import { noSuchJob } from './get-job.ts';
import { hasEnded } from './job.ts';
import { viewJobs } from './job-view.ts';
import { lockJob, updateJob } from './queries.ts';

/** Asks the job's task to stop; it answers by ending the job. What was delivered before stays and is paid. */
export async function cancelJob(ctx: Ctx, input: { id: string }): Promise<Job> {
  requireRole(ctx, 'editor');
  const { tx, ports, workspace } = ctx;
  const job = await lockJob(tx, input.id);
  if (!job) throw noSuchJob();
  if (hasEnded(job.state)) {
    throw new AtelierError('not_in_this_state', `This job has ended already: ${job.state}.`, {
      thing: 'job',
      limit: 'unfinished jobs',
      remedy: 'Nothing needs to be done.',
    });
  }
  await updateJob(tx, job.id, { cancelRequested: true });
  await publish(ports.database, tx, workspace.id, { type: 'job.changed', jobId: job.id, state: job.state });
  const [view] = await viewJobs(ctx, [{ ...job, cancelRequested: true }]);
  return present(view, 'a job has a view');
}
