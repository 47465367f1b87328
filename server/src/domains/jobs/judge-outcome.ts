import { setTimeout as pause } from 'node:timers/promises';
import type { ModelProvider, ProviderFailure, SubmitOutcome } from '#adapters/models/spec.ts';
import type { Ports } from '../slice.ts';
import { rejected } from './attempt-answer.ts';
import type { Answer } from './attempt-answer.ts';
import { findAttempt } from './find-attempt.ts';
import type { AttemptRow, JobRow } from './job-row.ts';

/** An attempt whose row says that it is being sent. */
export interface Sendable {
  job: JobRow;
  attempt: AttemptRow;
  /** Written down by this very run, so nothing was sent before. */
  fresh: boolean;
}

/** Rejections that judge the request itself: whatever was sent before was judged the same. */
const aboutTheRequest: ReadonlySet<ProviderFailure['class']> = new Set([
  'refused',
  'invalid',
  'model-unavailable',
  'canceled',
]);
const longestAskedPauseMs = 20_000;

/**
 * What the outcome of a submit means. A lost answer is asked about right away where the provider's class allows it.
 * Throws where the attempt has to be repeated under its token: its row stays `submitting`.
 */
export async function judge(
  ports: Ports,
  { job, attempt, fresh }: Sendable,
  provider: ModelProvider,
  outcome: Exclude<SubmitOutcome, { kind: 'completed' }>,
): Promise<Answer> {
  if (outcome.kind === 'accepted') return { kind: 'accepted', ref: outcome.ref };
  if (outcome.kind === 'rejected') {
    const { failure } = outcome;
    // What was looked up and is certainly absent never began. Elsewhere an earlier send may have bought the work, and a limit
    // or an empty account that meets the repeat says nothing about it.
    if (fresh || provider.recovery === 'searchable' || aboutTheRequest.has(failure.class)) return rejected(failure);
    await pause(Math.min(failure.retryAfterMs ?? 0, longestAskedPauseMs));
    throw new Error(
      'The repeat was turned away, and the first send may have arrived; asking again under the same token',
    );
  }
  if (provider.recovery === 'blind') return { kind: 'unknown' };
  if (provider.recovery === 'searchable') {
    const found = await findAttempt(ports, job, attempt, provider);
    if (found !== null) return { kind: 'accepted', ref: found };
  }
  throw new Error('The provider’s answer was lost; asking again under the same token');
}
