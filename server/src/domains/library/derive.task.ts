import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { objectKey } from '#adapters/objects/spec.ts';
import { publish } from '../../db/publish.ts';
import type { TaskDefinition } from '../../engine/engine.ts';
import { UnreadableMedia } from '../../media/media.ts';
import type { Ports } from '../slice.ts';
import { endHold } from './objects.queries.ts';
import { readAssetRows } from './queries.ts';
import { insertRenditions, setDerived } from './renditions.queries.ts';
import type { NewRendition } from './renditions.queries.ts';
import { storeKnownFile } from './store-file.ts';

export const deriveTask = { name: 'library.derive', queue: 'media' } as const;
export interface DeriveInput {
  workspaceId: string;
  assetId: string;
}

/** Folder for files of ours on their way; the media children may write there. */
export function temporaryDirOf(dataDir: string): string {
  return join(dataDir, 'temporary');
}

type Outcome =
  | { state: 'ready'; width: number; height: number; thumbhash: string; renditions: NewRendition[] }
  | { state: 'failed'; reason: string };

/** Makes thumbnail, preview and placeholder of a picture. A picture nobody can read ends as `failed`, with its reason. */
export function defineDerive(ports: Ports): TaskDefinition<DeriveInput> {
  return {
    ...deriveTask,
    async run(task, input) {
      await task.persistentStep('derive', () => derive(ports, input));
    },
  };
}

/** One step: everything in it may be done twice with the same result. */
async function derive(ports: Ports, { workspaceId, assetId }: DeriveInput): Promise<void> {
  const [row] = await ports.database.inWorkspace(workspaceId, (tx) => readAssetRows(tx, [assetId]), { role: 'worker' });
  if (!row || row.derivatives !== 'processing') return;
  const outcome = await makeRenditions(ports, workspaceId, row.sha256);
  await ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      // Deleted meanwhile: the holds run out and the sweep takes the files.
      if (!(await setDerived(tx, assetId, outcome))) return;
      if (outcome.state === 'ready') {
        for (const { sha256 } of outcome.renditions.toSorted((a, b) => a.sha256.localeCompare(b.sha256))) {
          await endHold(tx, sha256);
        }
        await insertRenditions(tx, { workspaceId, assetId }, outcome.renditions);
      }
      await publish(ports.database, tx, workspaceId, { type: 'asset.changed', assetId });
    },
    { role: 'worker' },
  );
}

async function makeRenditions(ports: Ports, workspaceId: string, sha256: string): Promise<Outcome> {
  const temporary = temporaryDirOf(ports.settings.dataDir);
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const directory = await mkdtemp(join(temporary, 'derive-'));
  const original = await ports.objects.checkout(objectKey(sha256));
  try {
    const { width, height, thumbhash, renditions } = await ports.media.derive({ path: original.path, directory });
    const stored: NewRendition[] = [];
    for (const { path, ...rendition } of renditions) {
      const file = await storeKnownFile(ports, { workspaceId, path, mediaType: rendition.mediaType, kind: 'image' });
      stored.push({ ...rendition, sha256: file.sha256 });
    }
    return { state: 'ready', width, height, thumbhash, renditions: stored };
  } catch (error) {
    if (error instanceof UnreadableMedia) return { state: 'failed', reason: error.message };
    throw error;
  } finally {
    await original.release();
    await rm(directory, { recursive: true, force: true });
  }
}
