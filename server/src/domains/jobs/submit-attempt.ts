import type { GenerationInput, GenerationRequest, ModelProvider, ProviderFailure, RemoteRef, SubmitOutcome } from '#adapters/models/spec.ts';
import { publish } from '../../db/publish.ts';
import { present } from '../../kernel/assert.ts';
import { findModel } from '../catalog/index.ts';
import { openInput } from '../library/index.ts';
import type { Ports } from '../slice.ts';
import { watchCancel } from './watch-cancel.ts';
import { hasEnded } from './job.ts';
import { createProgressReporter } from './report-progress.ts';
import { insertAttempt, lockJob, readAttempt, updateAttempt, updateJob } from './queries.ts';
import type { AttemptRow, JobRow } from './queries.ts';
import type { JobRef } from './run-job.task.ts';
import { storeOutputs } from './store-outputs.ts';
import type { StoredOutput } from './store-outputs.ts';
import { withScratch } from './with-scratch.ts';

export type Submitted =
  | { kind: 'accepted'; ref: RemoteRef }
  | { kind: 'stored'; outputs: StoredOutput[] }
  | { kind: 'failed'; failure: ProviderFailure }
  | { kind: 'try-again'; failure: ProviderFailure; afterMs?: number }
  | { kind: 'canceled' }
  | { kind: 'unknown' }
  /** Another run of this task has ended the job. */
  | { kind: 'ended' };

/** A look-up that finds nothing may be too early: the lost request can still be on its way. */
const absentLooks = 3;

/**
 * Hands one attempt to the provider, at most once as far as the provider gives any means. The lease keeps two processes
 * apart; the row, committed before the socket opens, tells a later process what this one was about to do.
 */
export function submitAttempt(ports: Ports, ref: JobRef, number: number): Promise<Submitted> {
  return ports.engine.lease(`submit:${ref.jobId}`, async () => {
    const begun = await beginAttempt(ports, ref, number);
    if ('kind' in begun) return begun;
    const { job, attempt, fresh } = begun;
    const { provider } = findModel(ports, job);
    if (!fresh) {
      const earlier = await resumeAttempt(ports, job, attempt, provider);
      if (earlier) return earlier;
    }
    return callProvider(ports, job, attempt, provider);
  });
}

/** Writes down that the attempt is about to be sent, or tells how an earlier one of this number went. */
async function beginAttempt(
  ports: Ports,
  { jobId, workspaceId }: JobRef,
  number: number,
): Promise<Submitted | { job: JobRow; attempt: AttemptRow; fresh: boolean }> {
  return ports.database.inWorkspace(workspaceId, async (tx) => {
    const job = await lockJob(tx, jobId);
    if (!job || hasEnded(job.state)) return { kind: 'ended' };
    const earlier = await readAttempt(tx, jobId, number);
    if (earlier && earlier.state !== 'submitting') return answerOf(earlier);
    if (earlier) return { job, attempt: earlier, fresh: false };
    if (job.cancelRequested) return { kind: 'canceled' };
    const attempt = await insertAttempt(tx, {
      id: ports.ids.uuid(),
      workspaceId,
      jobId,
      number,
      token: ports.ids.uuid(),
      state: 'submitting',
      startedAt: ports.clock.now(),
    });
    await updateJob(tx, jobId, { state: 'submitting', stage: null, fraction: null });
    await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state: 'submitting' });
    return { job, attempt: present(attempt, 'an inserted attempt is returned'), fresh: true };
  }, { role: 'worker' });
}

function answerOf(attempt: AttemptRow): Submitted {
  if (attempt.state === 'accepted') return { kind: 'accepted', ref: present(attempt.remoteRef, 'an accepted attempt has its reference') };
  if (attempt.state === 'completed') return { kind: 'stored', outputs: present(attempt.outputs, 'a completed attempt has its outputs') };
  if (attempt.state === 'rejected') return rejected(present(attempt.failure, 'a rejected attempt has its failure'));
  return { kind: 'unknown' };
}

function rejected(failure: ProviderFailure): Submitted {
  return failure.retryable ? { kind: 'try-again', failure, afterMs: failure.retryAfterMs } : { kind: 'failed', failure };
}

/** An earlier process died between sending and noting the answer. Null: sending (again) is safe. */
async function resumeAttempt(ports: Ports, job: JobRow, attempt: AttemptRow, provider: ModelProvider): Promise<Submitted | null> {
  switch (provider.recovery) {
    case 'replay-key':
    case 'reject-duplicate':
      return null;
    case 'searchable':
      return lookUp(ports, job, attempt, provider);
    case 'blind':
      return noteAnswer(ports, job, attempt, { kind: 'unknown' });
  }
}

async function lookUp(ports: Ports, job: JobRow, attempt: AttemptRow, provider: ModelProvider): Promise<Submitted | null> {
  const request = { model: job.model, operation: job.operation, parameters: job.parameters, inputs: [] };
  for (let look = 1; ; look += 1) {
    const recover = present(provider.recover?.bind(provider), 'a searchable provider can look work up');
    const found = await withScratch(ports, (scratchDir) =>
      recover(attempt, request, { http: ports.models.http, scratchDir, signal: AbortSignal.timeout(60_000), onProgress: () => {} }),
    );
    if (found.kind === 'found') return noteAnswer(ports, job, attempt, { kind: 'accepted', ref: found.ref });
    if (found.kind === 'absent' && look >= absentLooks) return null;
    // The engine repeats this step with growing pauses; nothing is sent before the look-up is certain.
    if (found.kind === 'cannot-tell' && look >= absentLooks) throw new Error('The provider cannot tell yet whether the work arrived');
    await new Promise((resolve) => setTimeout(resolve, found.kind === 'cannot-tell' ? found.retryAfterMs : 500));
  }
}

async function callProvider(ports: Ports, job: JobRow, attempt: AttemptRow, provider: ModelProvider): Promise<Submitted> {
  const ref = { jobId: job.id, workspaceId: job.workspaceId };
  const opened = await openInputs(ports, job);
  const progress = createProgressReporter(ports, ref);
  const cancel = watchCancel(ports, ref);
  try {
    return await withScratch(ports, async (scratchDir) => {
      const request: GenerationRequest = {
        model: job.model,
        operation: job.operation,
        parameters: job.parameters,
        inputs: opened.map(({ input }) => input),
      };
      const context = { http: ports.models.http, scratchDir, signal: cancel.signal, onProgress: progress.report };
      const outcome = await provider.submit(request, { token: attempt.token, number: attempt.number }, context);
      await progress.flush();
      if (outcome.kind !== 'completed') return noteAnswer(ports, job, attempt, await decide(ports, job, attempt, provider, outcome));
      const outputs = await storeOutputs(ports, ref, null, outcome.outputs);
      return noteAnswer(ports, job, attempt, { kind: 'stored', outputs });
    });
  } finally {
    cancel.stop();
    await Promise.all(opened.map(({ release }) => release()));
  }
}

/** What an answer means. A lost one is asked about right away where the provider's class allows it. */
async function decide(
  ports: Ports,
  job: JobRow,
  attempt: AttemptRow,
  provider: ModelProvider,
  outcome: Exclude<SubmitOutcome, { kind: 'completed' }>,
): Promise<Submitted> {
  if (outcome.kind === 'accepted') return { kind: 'accepted', ref: outcome.ref };
  if (outcome.kind === 'rejected') return rejected(outcome.failure);
  if (provider.recovery === 'blind') return { kind: 'unknown' };
  if (provider.recovery === 'searchable') {
    const found = await lookUp(ports, job, attempt, provider);
    if (found) return found;
  }
  // The row stays `submitting`: the engine repeats this step, which sends the same token again.
  throw new Error('The provider’s answer was lost; asking again under the same token');
}

async function noteAnswer(ports: Ports, job: JobRow, attempt: AttemptRow, answer: Submitted): Promise<Submitted> {
  const { id: jobId, workspaceId } = job;
  const change =
    answer.kind === 'accepted'
      ? ({ state: 'accepted', remoteRef: answer.ref } as const)
      : answer.kind === 'stored'
        ? ({ state: 'completed', outputs: answer.outputs } as const)
        : answer.kind === 'failed' || answer.kind === 'try-again'
          ? ({ state: 'rejected', failure: answer.failure } as const)
          : ({ state: 'unknown' } as const);
  await ports.database.inWorkspace(workspaceId, async (tx) => {
    await updateAttempt(tx, attempt.id, { ...change, answeredAt: ports.clock.now() });
    if (answer.kind !== 'accepted') return;
    await updateJob(tx, jobId, { state: 'running' });
    await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state: 'running' });
  }, { role: 'worker' });
  return answer;
}

interface OpenedInput {
  input: GenerationInput;
  release(): Promise<void>;
}

async function openInputs(ports: Ports, job: JobRow): Promise<OpenedInput[]> {
  const opened: OpenedInput[] = [];
  for (const { name, assetId } of job.inputs) {
    const file = await openInput(ports, { workspaceId: job.workspaceId, assetId });
    opened.push({
      input: { name, mediaType: file.mediaType, sizeBytes: file.sizeBytes, sha256: file.sha256, path: file.path },
      release: file.release,
    });
  }
  return opened;
}
