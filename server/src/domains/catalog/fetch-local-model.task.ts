import type { AtelierEvent } from '#contract/events.ts';
import { publish } from '../../db/publish.ts';
import type { TaskDefinition } from '../../engine/engine.ts';
import { faultOf } from '../../kernel/log.ts';
import type { Ports } from '../slice.ts';

export const fetchLocalModelTask = { name: 'catalog.fetch-local-model', queue: 'upkeep' } as const;
const publishEveryMs = 300;

/** Fetches and verifies one package's weights; told about in the workspace that asked. */
export function defineFetchLocalModel(ports: Ports): TaskDefinition<{ modelId: string; workspaceId: string }> {
  return {
    ...fetchLocalModelTask,
    run: (task, { modelId, workspaceId }) =>
      task.step('fetch', async () => {
        const tell = (change: Pick<Extract<AtelierEvent, { type: 'model.fetched' }>, 'state' | 'fraction'>) =>
          ports.database.inWorkspace(workspaceId, (tx) =>
            publish(ports.database, tx, workspaceId, { type: 'model.fetched', modelId, ...change }),
          );
        let toldAt = 0;
        let telling: Promise<void> = Promise.resolve();
        await tell({ state: 'fetching', fraction: 0 });
        try {
          await ports.models.local.fetch(modelId, {
            onProgress: (fraction) => {
              const now = ports.clock.now().getTime();
              if (now - toldAt < publishEveryMs) return;
              toldAt = now;
              telling = telling.then(() => tell({ state: 'fetching', fraction })).catch(() => {});
            },
          });
          await telling;
          await tell({ state: 'ready', fraction: 1 });
        } catch (error) {
          ports.log('warn', 'local-model.failed', { model: modelId, fault: faultOf(error) });
          await telling;
          await tell({ state: 'failed', fraction: null });
        }
      }),
  };
}
