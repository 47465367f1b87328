import type { Job } from '#contract/api/jobs.ts';
import { findAssets } from '../library/index.ts';
import type { Ctx } from '../slice.ts';
import type { JobRow } from './job-row.ts';

/** Jobs as callers see them, with the assets they took and made, in one query for all of them. */
export async function viewJobs(ctx: Ctx, rows: JobRow[]): Promise<Job[]> {
  if (rows.length === 0) return [];
  const ids = rows.flatMap((row) => [...row.outputAssetIds, ...row.inputs.map((input) => input.assetId)]);
  const assets = await findAssets(ctx, [...new Set(ids)]);
  return rows.map((row) => ({
    id: row.id,
    operation: row.operation,
    model: row.model,
    demo: row.demo,
    state: row.state,
    stage: row.stage,
    fraction: row.fraction,
    parameters: row.parameters,
    inputs: row.inputs.map((input) => ({ ...input, asset: assets.get(input.assetId) ?? null })),
    outputCount: row.outputCount,
    aspectRatio: row.aspectRatio,
    outputs: row.outputAssetIds.flatMap((id) => assets.get(id) ?? []),
    creditsQuoted: row.creditsQuoted,
    creditsCharged: row.creditsCharged,
    cancelRequested: row.cancelRequested,
    retryOf: row.retryOf,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }));
}
