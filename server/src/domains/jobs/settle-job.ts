import { publish } from '../../db/publish.ts';
import { bookProviderLoss, releaseHold, settleHold } from '../billing/index.ts';
import { findModel } from '../catalog/index.ts';
import { addAsset } from '../library/index.ts';
import type { Ctx, Ports } from '../slice.ts';
import { chargeFor, hasEnded } from './job.ts';
import type { EndState, JobError } from './job.ts';
import { lockJob, updateJob } from './queries.ts';
import type { JobRow } from './queries.ts';
import type { JobRef } from './run-job.task.ts';
import type { StoredOutput } from './store-outputs.ts';

/** Assets with their lineage, the true price, the state and the event: one transaction, reached once. */
export function settleJob(ports: Ports, ref: JobRef, outputs: StoredOutput[]): Promise<void> {
  return endOnce(ports, ref, async (ctx, job) => {
    const credits = chargeFor(job, outputs.length);
    const { operation } = findModel(ports, job);
    const createdAt = ports.clock.now();
    const outputAssetIds: string[] = [];
    for (const output of outputs) {
      const asset = await addAsset(ctx, {
        file: output.file,
        name: nameOf(job, operation.title, output.index),
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
    await settleHold(ctx, { jobId: job.id, credits, memo: operation.title });
    return { state: 'succeeded', error: null, credits, outputAssetIds };
  });
}

/** Every other end: the hold is given back whole, and what may have been bought for nothing is written down as ours. */
export function endJob(ports: Ports, ref: JobRef, end: { state: EndState; error: JobError }): Promise<void> {
  return endOnce(ports, ref, async (ctx, job) => {
    const { operation } = findModel(ports, job);
    await releaseHold(ctx, { jobId: job.id, memo: operation.title });
    if (end.state === 'unknown') await bookProviderLoss(ctx, { jobId: job.id, credits: job.creditsQuoted, memo: operation.title });
    return { ...end, credits: 0, outputAssetIds: [] };
  });
}

interface Ending {
  state: EndState;
  error: JobError | null;
  credits: number;
  outputAssetIds: string[];
}

function endOnce(
  ports: Ports,
  { jobId, workspaceId }: JobRef,
  end: (ctx: Ctx, job: JobRow) => Promise<Ending>,
): Promise<void> {
  return ports.database.inWorkspace(workspaceId, async (tx) => {
    const job = await lockJob(tx, jobId);
    if (!job || hasEnded(job.state)) return;
    const ctx: Ctx = {
      actor: { kind: 'system', task: 'jobs.run' },
      workspace: { id: workspaceId, role: 'editor' },
      requestId: jobId,
      tx,
      ports,
    };
    const { state, error, credits, outputAssetIds } = await end(ctx, job);
    await updateJob(tx, jobId, {
      state,
      error,
      creditsCharged: credits,
      outputAssetIds,
      finishedAt: ports.clock.now(),
      stage: null,
      fraction: state === 'succeeded' ? 1 : job.fraction,
    });
    await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state });
    ports.log('info', 'job.ended', { jobId, state, model: job.model, errorClass: error?.class ?? null });
  }, { role: 'worker' });
}

const namedWordsLimit = 60;

/** A name a person finds again: the first words of the prompt, else the operation. */
function nameOf(job: JobRow, title: string, index: number): string {
  const prompt = typeof job.parameters.prompt === 'string' ? job.parameters.prompt.replaceAll(/\s+/g, ' ').trim() : '';
  const words = prompt.length > namedWordsLimit ? `${prompt.slice(0, namedWordsLimit).trimEnd()}…` : prompt;
  return `${words || title}${job.outputCount > 1 ? ` ${index + 1}` : ''}`;
}
