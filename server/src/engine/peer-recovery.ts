import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import pg from 'pg';
import { groupRoles } from '../db/roles.ts';
import { faultOf } from '../kernel/log.ts';
import type { Log } from '../kernel/log.ts';
import { LeaseTaken } from './engine.ts';

const sweepEveryMs = 1_000;
/** Namespaces of the advisory locks by which processes show that they live, and what they are about to do. */
const lockSpace = 77;
const leaseSpace = 78_000;

export interface Peers {
  lease<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  stop(): Promise<void>;
}

/**
 * Takes over the tasks of processes that died. Each process holds an advisory lock on its executor id, which Postgres
 * frees the moment the process is gone; whoever gets the lock of another id owns that id's unfinished tasks.
 */
export async function watchPeers(options: { url: string; executorId: string; log: Log }): Promise<Peers> {
  const open = async () => {
    const client = new pg.Client({
      connectionString: options.url,
      keepAlive: true,
      application_name: 'atelier-alive',
      options: `-c role=${groupRoles.engine}`,
    });
    client.on('error', () => {});
    await client.connect();
    await client.query('select pg_advisory_lock(hashtextextended($1, $2))', [options.executorId, lockSpace]);
    return client;
  };
  let alive = await open();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function sweep(): Promise<void> {
    const { rows } = await alive.query<{ executor: string }>(
      "select distinct executor_id as executor from dbos.workflow_status where status = 'PENDING' and executor_id <> $1",
      [options.executorId],
    );
    for (const { executor } of rows) {
      const { rows: locks } = await alive.query<{ free: boolean }>(
        'select pg_try_advisory_lock(hashtextextended($1, $2)) as free',
        [executor, lockSpace],
      );
      if (!locks[0]?.free) continue;
      try {
        const taken = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([executor]);
        if (taken?.length) options.log('info', 'engine.recovered', { count: taken.length });
      } finally {
        await alive.query('select pg_advisory_unlock(hashtextextended($1, $2))', [executor, lockSpace]);
      }
    }
  }

  function schedule(): void {
    timer = setTimeout(() => {
      running = sweep()
        .catch(async (error: unknown) => {
          options.log('warn', 'engine.sweep-failed', { fault: faultOf(error) });
          // A lost connection also lost the lock: take it again before anything else.
          if (!stopped) {
            await alive.end().catch(() => {});
            alive = await open().catch(() => alive);
          }
        })
        .finally(() => {
          if (!stopped) schedule();
        });
    }, sweepEveryMs);
  }
  schedule();

  // Advisory locks of one session are re-entrant, so this process keeps its own leases apart itself.
  const leased = new Set<string>();

  return {
    async lease(key, work) {
      if (leased.has(key)) throw new LeaseTaken(`Work under ${key} is under way in this process`);
      leased.add(key);
      const holder = alive;
      try {
        const { rows } = await holder.query<{ free: boolean }>(
          'select pg_try_advisory_lock(hashtextextended($1, $2)) as free',
          [key, leaseSpace],
        );
        if (!rows[0]?.free) throw new LeaseTaken(`Work under ${key} is under way in another process`);
        try {
          return await work();
        } finally {
          await holder.query('select pg_advisory_unlock(hashtextextended($1, $2))', [key, leaseSpace]).catch(() => {});
        }
      } finally {
        leased.delete(key);
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await alive.end();
    },
  };
}
