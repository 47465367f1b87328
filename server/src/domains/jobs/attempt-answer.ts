import type { ProviderFailure, RemoteRef } from '#adapters/models/spec.ts';
import { publish } from '../../db/publish.ts';
import { present } from '../../kernel/assert.ts';
import type { Ports } from '../slice.ts';
import { lockAttempt, updateAttempt } from './attempts.queries.ts';
import type { AttemptRow } from './job-row.ts';
import { persevere } from './persevere.ts';
import { updateJob } from './queries.ts';
import type { StoredOutput } from './store-outputs.ts';

/** How handing one attempt to a provider went. */
export type Submitted =
  | { kind: 'accepted'; ref: RemoteRef }
  | { kind: 'stored'; outputs: StoredOutput[] }
  | { kind: 'failed'; failure: ProviderFailure }
  | { kind: 'try-again'; failure: ProviderFailure; afterMs?: number }
  | { kind: 'canceled' }
  | { kind: 'unknown' }
  /** Another run of this task has ended the job. */
  | { kind: 'ended' };

export type Answer = Exclude<Submitted, { kind: 'canceled' | 'ended' }>;

export function rejected(failure: ProviderFailure): Answer {
  return failure.retryable
    ? { kind: 'try-again', failure, afterMs: failure.retryAfterMs }
    : { kind: 'failed', failure };
}

/** What an answered attempt's row says. */
export function answerOf(attempt: AttemptRow): Answer {
  if (attempt.state === 'accepted')
    return { kind: 'accepted', ref: present(attempt.remoteRef, 'an accepted attempt has its reference') };
  if (attempt.state === 'completed')
    return { kind: 'stored', outputs: present(attempt.outputs, 'a completed attempt has its outputs') };
  if (attempt.state === 'rejected') return rejected(present(attempt.failure, 'a rejected attempt has its failure'));
  return { kind: 'unknown' };
}

/**
 * Writes an answer down. It cannot be asked for again, so a lost database is waited for. Whoever comes second takes the
 * first one's word.
 */
export function noteAnswer(ports: Ports, attempt: AttemptRow, answer: Answer): Promise<Answer> {
  const { jobId, workspaceId } = attempt;
  return persevere(() =>
    ports.database.inWorkspace(
      workspaceId,
      async (tx) => {
        const current = present(await lockAttempt(tx, attempt.id), 'an answered attempt exists');
        if (current.state !== 'submitting') return answerOf(current);
        await updateAttempt(tx, attempt.id, { ...columnsOf(answer), answeredAt: ports.clock.now() });
        if (answer.kind === 'accepted' && (await updateJob(tx, jobId, { state: 'running' }))) {
          await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state: 'running' });
        }
        return answer;
      },
      { role: 'worker' },
    ),
  );
}

function columnsOf(answer: Answer): Partial<AttemptRow> {
  switch (answer.kind) {
    case 'accepted':
      return { state: 'accepted', remoteRef: answer.ref };
    case 'stored':
      return { state: 'completed', outputs: answer.outputs };
    case 'failed':
    case 'try-again':
      return { state: 'rejected', failure: answer.failure };
    case 'unknown':
      return { state: 'unknown' };
  }
}
