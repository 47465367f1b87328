import { findOperation } from '#contract/operations/registry.ts';
import { publish } from '../../db/publish.ts';
import { bookProviderLoss, releaseHold, settleHold } from '../billing/index.ts';
import { addAsset } from '../library/index.ts';
import type { Ctx, Ports } from '../slice.ts';
import { readLastAttempt } from './attempts.queries.ts';
import { chargeFor, faultOnOurSide, hasEnded, nothingDelivered, outcomeUnknown } from './job.ts';
import type { EndState, JobError, JobRef } from './job.ts';
import type { AttemptRow, JobRow } from './job-row.ts';
import { finishJob, lockJob } from './queries.ts';
import type { StoredOutput } from './store-outputs.ts';

/**
 * Assets with their lineage, the true price, the state and the event: one transaction, reached once. Where the attempt
 * delivered at once, its answer is part of it.
 */
export function settleJob(ports: Ports, ref: JobRef, outputs: StoredOutput[], attempt?: AttemptRow): Promise<void> {
  return endOnce(ports, ref, async (ctx, job) => {
    const delivered = attempt ? { attempt, outputs } : null;
    if (outputs.length === 0) return giveBack(ctx, job, { state: 'failed', error: nothingDelivered });
    const credits = chargeFor(job, outputs.length);
    const title = titleOf(job);
    const createdAt = ports.clock.now();
    const outputAssetIds: string[] = [];
    for (const output of outputs) {
      const asset = await addAsset(ctx, {
        file: output.file,
        dimensions: output.dimensions,
        name: nameOf(job, title, output.index),
        source: 'generated',
        demo: job.demo,
        prompt: typeof job.parameters.prompt === 'string' ? job.parameters.prompt : '',
        madeBy: {
          jobId: job.id,
          outputIndex: output.index,
          operation: job.operation,
          model: job.model,
          parameters: job.parameters,
          creditsCharged: credits,
          createdAt,
        },
        madeFrom: job.inputs,
      });
      outputAssetIds.push(asset.id);
    }
    await settleHold(ctx, { jobId: job.id, credits, memo: title });
    return { state: 'succeeded', error: null, credits, outputAssetIds, delivered };
  });
}

/** Every other end: the hold is given back whole, and what may have been bought for nothing is written down as ours. */
export function endJob(ports: Ports, ref: JobRef, end: UnpaidEnd): Promise<void> {
  return endOnce(ports, ref, (ctx, job) => giveBack(ctx, job, end));
}

/** The end after faults that stay. What was certainly or possibly bought is our loss. */
export function giveUpJob(ports: Ports, ref: JobRef): Promise<void> {
  return endOnce(ports, ref, async (ctx, job) => {
    const attempt = await readLastAttempt(ctx.tx, job.id);
    if (attempt?.state === 'submitting' || attempt?.state === 'unknown') {
      return giveBack(ctx, job, { state: 'unknown', error: outcomeUnknown });
    }
    if (attempt && attempt.state !== 'rejected') await bookLoss(ctx, job);
    return giveBack(ctx, job, { state: 'failed', error: faultOnOurSide });
  });
}

interface UnpaidEnd {
  state: EndState;
  error: JobError;
}

async function giveBack(ctx: Ctx, job: JobRow, end: UnpaidEnd): Promise<Ending> {
  await releaseHold(ctx, { jobId: job.id, memo: titleOf(job) });
  if (end.state === 'unknown') await bookLoss(ctx, job);
  return { ...end, credits: 0, outputAssetIds: [], delivered: null };
}

async function bookLoss(ctx: Ctx, job: JobRow): Promise<void> {
  if (job.creditsQuoted > 0)
    await bookProviderLoss(ctx, { jobId: job.id, credits: job.creditsQuoted, memo: titleOf(job) });
}

/** Also for an operation or a model that this version no longer has: a job must always be able to end. */
function titleOf(job: JobRow): string {
  return findOperation(job.operation)?.title ?? job.operation;
}

interface Ending {
  state: EndState;
  error: JobError | null;
  credits: number;
  outputAssetIds: string[];
  delivered: { attempt: AttemptRow; outputs: StoredOutput[] } | null;
}

function endOnce(
  ports: Ports,
  { jobId, workspaceId }: JobRef,
  end: (ctx: Ctx, job: JobRow) => Promise<Ending>,
): Promise<void> {
  return ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const job = await lockJob(tx, jobId);
      if (!job || hasEnded(job.state)) return;
      const ctx: Ctx = {
        actor: { kind: 'system', task: 'jobs.run' },
        workspace: { id: workspaceId, role: 'editor' },
        requestId: jobId,
        tx,
        ports,
      };
      const { state, error, credits, outputAssetIds, delivered } = await end(ctx, job);
      const fraction = state === 'succeeded' ? 1 : job.fraction;
      const finishedAt = ports.clock.now();
      const ended = { state, error, creditsCharged: credits, outputAssetIds, fraction, finishedAt };
      tx.beforeCommit(() => finishJob(tx, jobId, ended, delivered));
      await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state });
      tx.afterCommit(() =>
        ports.log('info', 'job.ended', { jobId, state, model: job.model, errorClass: error?.class ?? null }),
      );
    },
    { role: 'worker' },
  );
}

const namedWordsLimit = 60;

/** A name a person finds again: the first words of the prompt, else the operation. */
function nameOf(job: JobRow, title: string, index: number): string {
  const prompt = typeof job.parameters.prompt === 'string' ? job.parameters.prompt.replaceAll(/\s+/g, ' ').trim() : '';
  const words = prompt.length > namedWordsLimit ? `${prompt.slice(0, namedWordsLimit).trimEnd()}…` : prompt;
  return `${words || title}${job.outputCount > 1 ? ` ${index + 1}` : ''}`;
}
