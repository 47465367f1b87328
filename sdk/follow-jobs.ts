import type { Job } from '#contract/api/jobs.ts';
import type { JobState } from '#contract/job-state.ts';
import { AtelierError } from '#contract/errors.ts';
import type { AtelierClient } from './client.ts';
import { openStream } from './events.ts';
import type { EventOptions } from './events.ts';

export type JobNews =
  | { kind: 'job'; job: Job }
  | { kind: 'progress'; jobId: string; stage: string; fraction: number | null }
  /** The stream of events broke; it is being opened again. */
  | { kind: 'broken' };

const ended: ReadonlySet<JobState> = new Set(['succeeded', 'refused', 'failed', 'canceled', 'unknown']);

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return ended.has(state);
}

/**
 * What happens to jobs until all of them have ended; the last news of each is the ended job. Whatever happened before the
 * stream opened, or while it was broken, is made up for by asking for the jobs each time it opens.
 */
export async function* followJobs(
  client: AtelierClient,
  jobIds: readonly string[],
  options: EventOptions,
): AsyncGenerator<JobNews> {
  const running = new Set(jobIds);
  if (running.size === 0) return;
  for await (const news of openStream(options)) {
    if (news.kind === 'broken') {
      yield { kind: 'broken' };
      continue;
    }
    if (news.kind === 'event' && news.event.type === 'job.progressed' && running.has(news.event.jobId)) {
      const { jobId, stage, fraction } = news.event;
      yield { kind: 'progress', jobId, stage, fraction };
      continue;
    }
    for (const jobId of news.kind === 'opened' ? [...running] : changedIn(news.event, running)) {
      const job = await askPatiently(() => client.jobs.get({ id: jobId }));
      if (hasEnded(job)) running.delete(jobId);
      yield { kind: 'job', job };
    }
    if (running.size === 0) return;
  }
}

function changedIn(event: { type: string; jobId?: string }, running: ReadonlySet<string>): string[] {
  return event.type === 'job.changed' && event.jobId && running.has(event.jobId) ? [event.jobId] : [];
}

const askAgainMs = [500, 1_000, 2_000, 4_000, 8_000];

/** A server that restarts is away for some seconds; the job goes on meanwhile, so asking again is right. */
async function askPatiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (const pauseMs of askAgainMs) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AtelierError) || error.code !== 'unavailable') throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return ask();
}
