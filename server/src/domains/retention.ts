import { deleteOutlived } from '../db/delete-outlived.ts';
import type { DataMap } from './data-map.ts';
import type { Ports } from './slice.ts';

/** Short transactions, and enough of them that a day's rows never pile up. */
const rowsPerRound = 5_000;
const roundsPerSweep = 200;
/** Ground tables that belong to no domain: what a browser was told, and rate limits. */
export const groundDataMap: DataMap = {
  events: {
    about: 'What open pages are told, kept as long as a page may come back for it.',
    owner: { by: 'workspace', column: 'workspace_id' },
    retention: { rule: 'duration', after: 'created_at', days: 1 },
    columns: {
      id: { system: 'key' },
      transaction_id: { system: 'clock' },
      workspace_id: { system: 'reference' },
      type: { system: 'fact' },
      payload: {
        json: {
          jobId: { system: 'reference' },
          assetId: { system: 'reference' },
          modelId: { system: 'reference' },
          state: { system: 'state' },
          stage: { system: 'fact' },
          fraction: { system: 'amount' },
          'previews.*.index': { system: 'fact' },
          'previews.*.dataUrl': {
            personal: 'content',
            purpose: 'to show a picture while it is made',
            basis: 'contract',
            export: 'never',
            erase: 'delete-row',
          },
        },
      },
      created_at: { system: 'clock' },
    },
  },
  rate_buckets: {
    about: 'How many attempts are left; the key is a keyed hash of account or network.',
    owner: { by: 'installation', why: 'reached through one definer function only' },
    retention: { rule: 'duration', after: 'updated_at', days: 2 },
    columns: { key: { system: 'key' }, tokens: { system: 'amount' }, updated_at: { system: 'clock' } },
  },
  migrations: {
    about: 'Which migrations were applied.',
    owner: { by: 'installation', why: 'written by the migrator only' },
    retention: { rule: 'permanent', reason: 'the history of the schema' },
    columns: { name: { system: 'key' }, sha256: { system: 'fact' }, applied_at: { system: 'clock' } },
  },
};

/** Deletes what has outlived its rule, as the data map says. Answers rows per table. */
export async function sweepRetention(
  ports: Pick<Ports, 'database' | 'clock' | 'log'>,
  maps: readonly DataMap[],
): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  const entries = [groundDataMap, ...maps].flatMap((map) => Object.entries(map));
  for (const [table, { retention }] of entries) {
    if (retention.rule !== 'duration') continue;
    const before = new Date(ports.clock.now().getTime() - retention.days * 86_400_000);
    const rule = { table, column: retention.after, condition: retention.where, before, limit: rowsPerRound };
    let count = 0;
    for (let round = 1; round <= roundsPerSweep; round += 1) {
      const gone = await ports.database.inScope({ role: 'janitor' }, (tx) => deleteOutlived(tx, rule));
      count += gone;
      if (gone < rowsPerRound) break;
    }
    deleted[table] = count;
    if (count > 0) ports.log('info', 'retention.swept', { task: table, count });
  }
  return deleted;
}
