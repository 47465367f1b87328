import type { Ports } from '../slice.ts';
import { readJob } from './queries.ts';
import type { JobRef } from './job.ts';

const lookEveryMs = 400;

/** An abort signal that follows the job's cancel request, for calls that take long. */
export function watchCancel(ports: Ports, { jobId, workspaceId }: JobRef): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const timer = setInterval(() => {
    ports.database
      .inWorkspace(workspaceId, (tx) => readJob(tx, jobId), { role: 'worker' })
      .then((job) => {
        if (job?.cancelRequested) controller.abort();
      })
      // The next look may work; a lost connection must not end the work itself.
      .catch(() => {});
  }, lookEveryMs);
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
