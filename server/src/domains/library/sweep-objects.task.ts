import { objectKey } from '#adapters/objects/spec.ts';
import type { TaskDefinition } from '../../engine/engine.ts';
import type { Ports } from '../slice.ts';
import { listExpiredHolds, lockUnheldObject, releaseObjects } from './objects.queries.ts';

export const sweepObjectsTask = { name: 'library.sweep-objects', queue: 'upkeep' } as const;
const holdsPerSweep = 1_000;

/** Deletes the bytes of content that no workspace holds any more. */
export function defineSweepObjects(ports: Ports): TaskDefinition<{ sha256s: string[] }> {
  return {
    ...sweepObjectsTask,
    run: (task, { sha256s }) => task.persistentStep('delete', () => deleteUnheld(ports, sha256s)),
  };
}

/** Housekeeping, daily: files that were stored for an asset that never came. Answers how many holds ended. */
export async function sweepObjects(ports: Ports): Promise<number> {
  const expired = await ports.database.inScope({ role: 'worker' }, (tx) => listExpiredHolds(tx, holdsPerSweep));
  for (const { workspaceId, sha256 } of expired) {
    await ports.database.inWorkspace(workspaceId, (tx) => releaseObjects(tx, [sha256], ports.clock.now()), {
      role: 'worker',
    });
    await deleteUnheld(ports, [sha256]);
  }
  return expired.length;
}

async function deleteUnheld(ports: Pick<Ports, 'database' | 'objects'>, sha256s: string[]): Promise<void> {
  for (const sha256 of sha256s) {
    // The lock is kept until the bytes are gone: whoever stores the same content waits and then writes it anew.
    await ports.database.inScope({ role: 'worker' }, async (tx) => {
      if (await lockUnheldObject(tx, sha256)) await ports.objects.delete(objectKey(sha256));
    });
  }
}
