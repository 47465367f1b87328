import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskDefinition } from '../../engine/engine.ts';
import type { FactContext, Ports } from '../slice.ts';
import { addAsset } from './add-asset.ts';
import { temporaryDirOf } from './derive.task.ts';
import { findByContent } from './queries.ts';
import { samples } from './samples.ts';
import type { Sample } from './samples.ts';
import { storeFile } from './store-file.ts';

export const addSamplesTask = { name: 'library.add-samples', queue: 'media' } as const;
export interface AddSamplesInput {
  workspaceId: string;
}

/** A new workspace starts with something to look at and to try tools on. */
export async function askForSamples({ tx, ports }: FactContext, { workspaceId }: AddSamplesInput): Promise<void> {
  await ports.engine.enqueue(tx, addSamplesTask, { workspaceId }, { id: `samples:${workspaceId}` });
}

export function defineAddSamples(ports: Ports): TaskDefinition<AddSamplesInput> {
  return {
    ...addSamplesTask,
    async run(task, { workspaceId }) {
      // The last one added is the newest, and the newest comes first in the library.
      for (const [index, sample] of samples.toReversed().entries()) {
        await task.persistentStep(`add-${index}`, () => addSample(ports, { workspaceId, sample }));
      }
    },
  };
}

/** Once per workspace, however often it is done. */
async function addSample(
  ports: Ports,
  { workspaceId, sample }: { workspaceId: string; sample: Sample },
): Promise<void> {
  const temporary = temporaryDirOf(ports.settings.dataDir);
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  // The object store takes the file over, and the package must keep its own.
  const path = join(temporary, ports.ids.uuid());
  try {
    await copyFile(sample.path, path);
    const file = await storeFile(ports, { workspaceId, path });
    await ports.database.inWorkspace(
      workspaceId,
      async (tx) => {
        if (await findByContent(tx, file.sha256)) return;
        await addAsset(
          {
            actor: { kind: 'system', task: addSamplesTask.name },
            workspace: { id: workspaceId, role: 'owner' },
            requestId: addSamplesTask.name,
            tx,
            ports,
          },
          { file, name: sample.name, source: 'sample', attribution: sample.attribution },
        );
      },
      { role: 'worker' },
    );
  } finally {
    await rm(path, { force: true });
  }
}
