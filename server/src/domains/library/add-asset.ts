import type { Asset } from '#contract/api/library.ts';
import type { ParameterValues } from '#contract/media.ts';
import { publish } from '../../db/publish.ts';
import { assert } from '../../kernel/assert.ts';
import type { Ctx } from '../slice.ts';
import { requireRole } from '../accounts/index.ts';
import { assetView } from './asset-view.ts';
import { deriveTask } from './derive.task.ts';
import { endHold } from './objects.queries.ts';
import { findOutput, insertAsset, insertLineage, insertStep, readAssetRows } from './queries.ts';
import type { StoredFile } from './store-file.ts';
import { readOne } from './read-one.ts';

export interface NewAssetInput {
  /** Answer of `storeFile` for the same workspace. */
  file: StoredFile;
  /** 1 to 200 characters; longer ones are cut. */
  name: string;
  source: 'generated' | 'uploaded' | 'sample';
  /** Size in pixels as the maker tells it, shown until the thumbnails are made and the true one is known. */
  dimensions?: { width: number; height: number };
  /** Made by the demo provider: shown as such wherever it appears. */
  demo?: boolean;
  /** Found by search, together with the name. */
  prompt?: string;
  attribution?: { title: string; licence: string; source: string };
  /** The job that made it. Its facts are kept here, because jobs come after the library. */
  madeBy?: MadeBy;
  /** What it was made from, by the name of the operation's input. */
  madeFrom?: readonly { name: string; assetId: string }[];
}

export interface MadeBy {
  jobId: string;
  /** Which of the job's outputs this is, from 0. The same output is added once. */
  outputIndex: number;
  operation: string;
  model: string;
  parameters: ParameterValues;
  creditsCharged: number | null;
  createdAt: Date;
}

const nameCharacters = 200;

/** Makes a stored file an asset, in the caller's transaction, and starts its thumbnails. */
export async function addAsset(ctx: Ctx, input: NewAssetInput): Promise<Asset> {
  requireRole(ctx, 'editor');
  const { tx, ports, workspace } = ctx;
  const { file, madeBy, madeFrom = [] } = input;
  const present = madeBy ? await findOutput(tx, madeBy.jobId, madeBy.outputIndex) : null;
  if (present) return assetView(ports, await readOne(tx, present));

  assert(await endHold(tx, file.sha256), 'an asset is made of a file that its workspace holds');
  const id = ports.ids.uuid();
  const workspaceId = workspace.id;
  const derived = file.kind === 'image';
  await insertAsset(tx, {
    id,
    workspaceId,
    kind: file.kind,
    name: cutName(input.name),
    mediaType: file.mediaType,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    width: input.dimensions?.width ?? null,
    height: input.dimensions?.height ?? null,
    source: input.source,
    demo: input.demo ?? false,
    derivatives: derived ? 'processing' : 'none',
    madeByJob: madeBy?.jobId ?? null,
    outputIndex: madeBy?.outputIndex ?? null,
    prompt: input.prompt ?? '',
    attributionTitle: input.attribution?.title ?? null,
    attributionLicence: input.attribution?.licence ?? null,
    attributionSource: input.attribution?.source ?? null,
    createdAt: ports.clock.now(),
  });
  if (madeBy) {
    const { outputIndex: _, ...step } = madeBy;
    await insertStep(tx, { workspaceId, ...step });
  }
  await addLineage(ctx, { childId: id, madeFrom, jobId: madeBy?.jobId ?? null });
  if (derived) await ports.engine.enqueue(tx, deriveTask, { workspaceId, assetId: id }, { id: `derive:${id}` });
  await publish(ports.database, tx, workspaceId, { type: 'asset.added', assetId: id });
  return assetView(ports, await readOne(tx, id));
}

/** An input that was deleted meanwhile leaves no trace: there is nothing to link to. */
async function addLineage(
  ctx: Ctx,
  link: { childId: string; madeFrom: readonly { name: string; assetId: string }[]; jobId: string | null },
): Promise<void> {
  const present = new Set(
    (
      await readAssetRows(
        ctx.tx,
        link.madeFrom.map(({ assetId }) => assetId),
      )
    ).map((row) => row.id),
  );
  await insertLineage(
    ctx.tx,
    link.madeFrom
      .filter(({ assetId }) => present.has(assetId))
      .map(({ name, assetId }) => ({
        workspaceId: ctx.workspace.id,
        childId: link.childId,
        parentId: assetId,
        inputName: name,
        jobId: link.jobId,
      })),
  );
}

/** A name without control characters and path separators, never empty. */
export function cutName(name: string): string {
  const plain = name.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069/\\\s]+/gu, ' ').trim();
  return [...plain].slice(0, nameCharacters).join('').trim() || 'Untitled';
}
