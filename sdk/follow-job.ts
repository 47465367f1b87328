import type { Job, JobState } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import type { AtelierClient } from './client.ts';
import { openStream } from './events.ts';
import type { EventOptions } from './events.ts';

export type JobNews =
  | { kind: 'job'; job: Job }
  | { kind: 'progress'; stage: string; fraction: number | null }
  /** The stream of events broke; it is being opened again. */
  | { kind: 'broken' };

const ended: ReadonlySet<JobState> = new Set(['succeeded', 'refused', 'failed', 'canceled', 'unknown']);

export function hasEnded({ state }: Pick<Job, 'state'>): boolean {
  return ended.has(state);
}

/**
 * What happens to a job until it has ended; the last news is the ended job. Whatever happened before the stream opened,
 * or while it was broken, is made up for by asking for the job each time it opens.
 */
export async function* followJob(client: AtelierClient, jobId: string, options: EventOptions): AsyncGenerator<JobNews> {
  for await (const news of openStream(options)) {
    if (news.kind === 'broken') {
      yield { kind: 'broken' };
      continue;
    }
    if (news.kind === 'event') {
      const { event } = news;
      if (!('jobId' in event) || event.jobId !== jobId) continue;
      if (event.type === 'job.progressed') {
        yield { kind: 'progress', stage: event.stage, fraction: event.fraction };
        continue;
      }
    }
    const job = await askPatiently(() => client.jobs.get({ id: jobId }));
    yield { kind: 'job', job };
    if (hasEnded(job)) return;
  }
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
