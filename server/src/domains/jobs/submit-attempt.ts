import type { GenerationRequest, ModelProvider, ProviderFailure } from '#adapters/models/spec.ts';
import { AtelierError } from '#contract/errors.ts';
import { publish } from '../../db/publish.ts';
import type { Lease } from '../../engine/engine.ts';
import { findModel } from '../catalog/index.ts';
import type { Ports } from '../slice.ts';
import { answerOf, noteAnswer } from './attempt-answer.ts';
import type { Answer, Submitted } from './attempt-answer.ts';
import { beginNewAttempt, readAttempt, renewAttempt } from './attempts.queries.ts';
import { findAttempt, sendWithinMs, submitWithinMs } from './find-attempt.ts';
import { hasEnded } from './job.ts';
import type { JobRef } from './job.ts';
import { judge } from './judge-outcome.ts';
import type { Sendable } from './judge-outcome.ts';
import { openInputs } from './open-inputs.ts';
import type { AttemptRow } from './job-row.ts';
import { lockJob } from './queries.ts';
import { createProgressReporter } from './report-progress.ts';
import { settleJob } from './settle-job.ts';
import { bringHome } from './store-outputs.ts';
import type { StoredOutput } from './store-outputs.ts';
import { watchCancel } from './watch-cancel.ts';
import { withScratch } from './with-scratch.ts';

interface Begun extends Sendable {
  /** When the row was written, by the monotonic clock. */
  writtenAt: number;
}

/**
 * Hands one attempt to the provider, at most once as far as the provider gives any means. The lease keeps two runs
 * apart; the row, committed before the socket opens, tells a later run what this one was about to do.
 */
export function submitAttempt(ports: Ports, ref: JobRef, number: number): Promise<Submitted> {
  return ports.engine.lease(`submit:${ref.jobId}`, async (lease) => {
    const begun = await beginAttempt(ports, ref, number);
    if ('kind' in begun) return begun;
    const answer = await answerTo(ports, lease, begun);
    if (answer.kind === 'stored' && (await settleAtOnce(ports, ref, begun.attempt, answer.outputs)))
      return { kind: 'ended' };
    return noteAnswer(ports, begun.attempt, answer);
  });
}

/** Delivered within the submit: answer and end are one transaction. False on a fault; then the answer is kept by itself. */
async function settleAtOnce(ports: Ports, ref: JobRef, attempt: AttemptRow, outputs: StoredOutput[]): Promise<boolean> {
  return settleJob(ports, ref, outputs, attempt).then(
    () => true,
    () => false,
  );
}

/** Writes down that the attempt is about to be sent, or tells how an earlier one of this number went. */
async function beginAttempt(ports: Ports, { jobId, workspaceId }: JobRef, number: number): Promise<Submitted | Begun> {
  const writtenAt = performance.now();
  return ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const fresh = { id: ports.ids.uuid(), jobId, number, token: ports.ids.uuid(), startedAt: ports.clock.now() };
      const begun = await beginNewAttempt(tx, fresh);
      if (begun) {
        await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state: 'submitting' });
        const unanswered = {
          state: 'submitting',
          remoteRef: null,
          outputs: null,
          failure: null,
          answeredAt: null,
        } as const;
        return { job: begun, attempt: { ...fresh, ...unanswered, workspaceId }, fresh: true, writtenAt };
      }
      const job = await lockJob(tx, jobId);
      if (!job || hasEnded(job.state)) return { kind: 'ended' };
      const earlier = await readAttempt(tx, jobId, number);
      if (!earlier) return { kind: 'canceled' };
      return earlier.state === 'submitting' ? { job, attempt: earlier, fresh: false, writtenAt } : answerOf(earlier);
    },
    { role: 'worker' },
  );
}

async function answerTo(ports: Ports, lease: Lease, begun: Begun): Promise<Answer> {
  try {
    const { provider } = findModel(ports, begun.job);
    const earlier = begun.fresh ? null : await askAfter(ports, begun, provider);
    return earlier ?? (await callProvider(ports, lease, begun, provider));
  } catch (error) {
    if (!(error instanceof AtelierError)) throw error;
    // It cannot be sent, now or later: a model or an input is gone. What an earlier run may have sent stays unknown.
    return begun.fresh ? { kind: 'failed', failure: asFailure(error) } : { kind: 'unknown' };
  }
}

/** An earlier run died between sending and noting the answer. Null: sending (again) is safe. */
async function askAfter(ports: Ports, { job, attempt }: Sendable, provider: ModelProvider): Promise<Answer | null> {
  switch (provider.recovery) {
    case 'replay-key':
    case 'reject-duplicate':
      return null;
    case 'searchable': {
      const ref = await findAttempt(ports, job, attempt, provider);
      return ref === null ? null : { kind: 'accepted', ref };
    }
    case 'blind':
      return { kind: 'unknown' };
  }
}

async function callProvider(ports: Ports, lease: Lease, begun: Begun, provider: ModelProvider): Promise<Answer> {
  const { job } = begun;
  const ref = { jobId: job.id, workspaceId: job.workspaceId };
  const inputs = await openInputs(ports, job);
  const progress = createProgressReporter(ports, ref);
  const cancel = cancelSignal(ports, ref, provider);
  try {
    return await withScratch(ports, async (scratchDir) => {
      const { model, operation, parameters } = job;
      const request: GenerationRequest = { model, operation, parameters, inputs: inputs.map(({ input }) => input) };
      const context = { http: ports.models.http, scratchDir, signal: cancel.signal, onProgress: progress.report };
      const sent = await ensureMaySend(ports, lease, begun);
      const outcome = await provider.submit(request, { token: sent.token, number: sent.number }, context);
      await progress.flush();
      if (outcome.kind !== 'completed') return judge(ports, { ...begun, attempt: sent }, provider, outcome);
      const { outputs } = outcome;
      // Paid for and in our hands: a passing fault must not lose it.
      return storedOrRefused(() => bringHome(ports, { job, outputs, remote: null, scratchDir }));
    });
  } finally {
    cancel.stop();
    await Promise.all(inputs.map(({ release }) => release()));
  }
}

/** The last look before an effect: this run still has the lease, and the row says of this moment that it is sending. */
async function ensureMaySend(ports: Ports, lease: Lease, { attempt, fresh, ...begun }: Begun): Promise<AttemptRow> {
  let { writtenAt } = begun;
  let current: AttemptRow | undefined = attempt;
  if (!fresh || performance.now() - writtenAt > sendWithinMs) {
    writtenAt = performance.now();
    const now = ports.clock.now();
    current = await ports.database.inWorkspace(attempt.workspaceId, (tx) => renewAttempt(tx, attempt, now), {
      role: 'worker',
    });
    if (!current) throw new Error('Another run has the attempt; nothing was sent');
  }
  if (!lease.isHeld || performance.now() - writtenAt > sendWithinMs) {
    throw new Error('The lease was lost before the attempt was sent; nothing was sent');
  }
  return current;
}

/**
 * What can be called off after it was accepted is: cutting the submit off would only lose its answer. Work that happens
 * within the submit is ended by the signal.
 */
function cancelSignal(ports: Ports, ref: JobRef, provider: ModelProvider): { signal: AbortSignal; stop(): void } {
  if (provider.recovery === 'searchable') return { signal: AbortSignal.timeout(submitWithinMs), stop: () => {} };
  if (provider.cancelRemote || provider.recovery === 'blind')
    return { signal: new AbortController().signal, stop: () => {} };
  return watchCancel(ports, ref);
}

async function storedOrRefused(store: () => Promise<StoredOutput[]>): Promise<Answer> {
  try {
    return { kind: 'stored', outputs: await store() };
  } catch (error) {
    if (!(error instanceof AtelierError)) throw error;
    return { kind: 'failed', failure: asFailure(error) };
  }
}

function asFailure(error: AtelierError): ProviderFailure {
  return { class: 'invalid', retryable: false, message: error.message };
}
