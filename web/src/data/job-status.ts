import type { Job } from '#contract/api/jobs.ts';
import type { JobState } from '#contract/job-state.ts';
import type { Status } from '#web/design/patterns/status.ts';

const WORDS: Record<JobState, Status> = {
  queued: 'queued',
  submitting: 'running',
  running: 'running',
  storing: 'running',
  succeeded: 'done',
  refused: 'refused',
  failed: 'failed',
  canceled: 'canceled',
  unknown: 'unknown',
};

/** The job's state in the one language of the interface. */
export function jobStatus(job: Pick<Job, 'state'>): Status {
  return WORDS[job.state];
}

/** Still moving, or about to. `unknown` is being found out by the server, so it counts. */
export function isActive(job: Pick<Job, 'state'>): boolean {
  return ['queued', 'submitting', 'running', 'storing', 'unknown'].includes(job.state);
}
