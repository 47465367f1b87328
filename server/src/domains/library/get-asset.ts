import type { Asset, AssetDetails } from '#contract/api/library.ts';
import { present } from '../../kernel/assert.ts';
import type { Ctx } from '../slice.ts';
import { requireRole } from '../accounts/index.ts';
import { assetView } from './asset-view.ts';
import { readAssetRows, readChildIds, readParents, readSteps } from './queries.ts';
import type { AssetRow, StepRow } from './queries.ts';
import { readOne } from './read-one.ts';

/** As the contract says. */
const usedInLimit = 50;

export async function getAsset(ctx: Ctx, id: string): Promise<Asset> {
  requireRole(ctx, 'viewer');
  return assetView(ctx.ports, await readOne(ctx.tx, id));
}

/** Several at once, by id; what is not there is left out. */
export async function findAssets(ctx: Ctx, ids: readonly string[]): Promise<Map<string, Asset>> {
  requireRole(ctx, 'viewer');
  const rows = await readAssetRows(ctx.tx, ids);
  return new Map(rows.map((row) => [row.id, assetView(ctx.ports, row)]));
}

/** The asset with its history, both ways. */
export async function getAssetDetails(ctx: Ctx, id: string): Promise<AssetDetails> {
  requireRole(ctx, 'viewer');
  const { tx, ports } = ctx;
  const row = await readOne(tx, id);
  const parents = await readParents(tx, id);
  const childIds = await readChildIds(tx, id, usedInLimit);
  const related = new Map(
    (await readAssetRows(tx, [...parents.map(({ parentId }) => parentId), ...childIds])).map((one) => [one.id, one]),
  );
  const children = childIds.flatMap((childId) => related.get(childId) ?? []);
  const steps = await readSteps(
    tx,
    [row, ...children].flatMap((one) => one.madeByJob ?? []),
  );
  return {
    asset: assetView(ports, row),
    sha256: row.sha256,
    attribution: attributionOf(row),
    madeBy:
      row.madeByJob === null ? null : stepView(present(steps.get(row.madeByJob), 'a generated asset has its step')),
    madeFrom: parents.map(({ parentId, inputName }) => ({
      name: inputName,
      asset: assetView(ports, present(related.get(parentId), 'lineage points to assets')),
    })),
    usedIn: children.flatMap((child) => {
      const step = child.madeByJob === null ? undefined : steps.get(child.madeByJob);
      return step ? [{ step: stepView(step), asset: assetView(ports, child) }] : [];
    }),
  };
}

function attributionOf(row: AssetRow): AssetDetails['attribution'] {
  const { attributionTitle: title, attributionLicence: licence, attributionSource: source } = row;
  return title !== null && licence !== null && source !== null ? { title, licence, source } : null;
}

function stepView(step: StepRow): NonNullable<AssetDetails['madeBy']> {
  const { jobId, operation, model, parameters, creditsCharged, createdAt } = step;
  return { jobId, operation, model, parameters, creditsCharged, createdAt: createdAt.toISOString() };
}
