import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteOutput, RemoteRef } from '#adapters/models/spec.ts';
import { present } from '../../kernel/assert.ts';
import { findModel } from '../catalog/index.ts';
import type { Ports } from '../slice.ts';
import { canceledByUser, endOf, nothingDelivered, outcomeUnknown } from './job.ts';
import type { EndState, JobError, JobRef } from './job.ts';
import { createProgressReporter } from './report-progress.ts';
import { readJob } from './queries.ts';
import { withScratch } from './with-scratch.ts';

export type Waited =
  | { kind: 'succeeded'; outputs: RemoteOutput[] }
  | { kind: 'ended'; end: { state: EndState; error: JobError } };

const longestPauseMs = 15_000;
const brokenChecksPauseMs = 2_000;
/** Nothing we offer takes longer; past it the work is called off or, where that cannot be, unknown. */
const deadlineMs = 2 * 3_600_000;

/** Asks the provider until there is an answer. Asking is free of effects, so after a crash it simply starts again. */
export async function waitForResult(ports: Ports, ref: JobRef, remote: RemoteRef): Promise<Waited> {
  const readCurrent = () =>
    ports.database.inWorkspace(ref.workspaceId, (tx) => readJob(tx, ref.jobId), { role: 'worker' });
  const job = present(await readCurrent(), 'a waited-for job exists');
  const { provider } = findModel(ports, job);
  const progress = createProgressReporter(ports, ref);
  const startedAt = ports.clock.now().getTime();
  let cancelTold = false;
  let pauses = 0;

  return withScratch(ports, async (scratchDir) => {
    const context = {
      http: ports.models.http,
      scratchDir,
      signal: AbortSignal.timeout(deadlineMs * 2),
      onProgress: progress.report,
    };
    for (;;) {
      const outcome = await provider.check(remote, context);
      switch (outcome.kind) {
        case 'succeeded':
          await progress.flush();
          if (outcome.outputs.length === 0) return { kind: 'ended', end: { state: 'failed', error: nothingDelivered } };
          return { kind: 'succeeded', outputs: outcome.outputs };
        case 'failed':
          return { kind: 'ended', end: endOf(outcome.failure) };
        case 'canceled':
          return { kind: 'ended', end: { state: 'canceled', error: canceledByUser } };
        case 'queued':
        case 'running':
        case 'not-visible-yet':
        case 'check-failed':
          break;
      }
      const overdue = ports.clock.now().getTime() - startedAt > deadlineMs;
      if (!cancelTold && (overdue || (await readCurrent())?.cancelRequested)) {
        const answer = provider.cancelRemote ? await provider.cancelRemote(remote, context) : 'unknown';
        if (answer === 'canceled') return { kind: 'ended', end: { state: 'canceled', error: canceledByUser } };
        // Too late or not to be had: the result is still awaited, and kept when it comes.
        cancelTold = answer === 'too-late';
        if (overdue) return { kind: 'ended', end: { state: 'unknown', error: outcomeUnknown } };
      }
      pauses += 1;
      await pause(
        outcome.kind === 'check-failed'
          ? (outcome.failure.retryAfterMs ?? brokenChecksPauseMs)
          : nextPause(outcome.checkAfterMs, pauses),
      );
    }
  });
}

/** The provider's own pace at first, then slower the longer it takes. */
function nextPause(checkAfterMs: number, pauses: number): number {
  return pauses < 40
    ? checkAfterMs
    : Math.min(checkAfterMs * 1.5 ** (pauses - 40), Math.max(checkAfterMs, longestPauseMs));
}
