import { setTimeout as pause } from 'node:timers/promises';
import type { Ports } from '../slice.ts';
import { readAttempt } from './attempts.queries.ts';
import type { JobRef } from './job.ts';
import { readJob } from './queries.ts';

const firstPauseMs = 2_000;
const longestOwnPauseMs = 60_000;
/** A provider that wants to be left alone for longer is not waited for. */
const longestPauseMs = 10 * 60_000;
const lookEveryMs = 400;

/** Waits after a rejection, as long as the provider asks or we think right; a cancel ends the wait. */
export async function pauseAttempts(
  ports: Ports,
  { jobId, workspaceId }: JobRef,
  number: number,
  afterMs?: number,
): Promise<void> {
  const wantedMs = afterMs ?? Math.min(firstPauseMs * 2 ** (number - 1), longestOwnPauseMs);
  for (;;) {
    const { attempt, job } = await ports.database.inWorkspace(
      workspaceId,
      async (tx) => ({ attempt: await readAttempt(tx, jobId, number), job: await readJob(tx, jobId) }),
      { role: 'worker' },
    );
    // From the answer on, so that a run that takes over does not wait all of it again.
    const waitedMs = ports.clock.now().getTime() - (attempt?.answeredAt?.getTime() ?? 0);
    const leftMs = Math.min(wantedMs, longestPauseMs) - waitedMs;
    if (leftMs <= 0 || !job || job.cancelRequested) return;
    await pause(Math.min(leftMs, lookEveryMs));
  }
}
