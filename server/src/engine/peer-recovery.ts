import { DBOSExecutor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import { faultOf } from '../kernel/log.ts';
import type { Log } from '../kernel/log.ts';
import { lifeSpace } from './living-session.ts';
import type { LivingSession } from './living-session.ts';

const sweepEveryMs = 1_000;
/** After the database came back its processes return one by one: so long, nobody is taken for dead. */
const returnWithinMs = 3_000;

interface Claim {
  taskId: string;
  executorId: string;
  ownerId: string;
}

/**
 * Takes over the tasks of processes that died. Each process holds an advisory lock on its executor id; whoever gets the
 * lock of another id owns that id's unfinished tasks. It also frees tasks of its own that it claimed and never began,
 * because the answer to the claim was lost.
 */
export async function watchPeers(options: {
  session: LivingSession;
  executorId: string;
  log: Log;
}): Promise<{ stop(): Promise<void> }> {
  const { session, executorId, log } = options;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let idleClaims = new Set<string>();
  const databaseIsFresh = await isFreshlyStarted(session);

  async function sweep(): Promise<void> {
    // While the database is away there is nothing to find and nobody to tell.
    if (session.life().aliveMs === 0) return;
    const claims = await readClaims(session);
    await freeIdleClaims(claims.filter((claim) => claim.executorId === executorId));
    const { aliveMs, losses } = session.life();
    if (aliveMs < returnWithinMs && (databaseIsFresh || losses > 0)) return;
    const others = new Set(claims.map((claim) => claim.executorId).filter((id) => id !== executorId));
    for (const other of others) await takeOver(other);
  }

  async function takeOver(other: string): Promise<void> {
    const [lock] = await session.ask<{ free: boolean }>(onLife('pg_try_advisory_lock', other));
    if (!lock?.free) return;
    try {
      const taken = await DBOSExecutor.globalInstance?.recoverPendingWorkflows([other]);
      if (taken?.length) log('info', 'engine.recovered', { count: taken.length });
    } finally {
      await session.ask(onLife('pg_advisory_unlock', other));
    }
  }

  async function freeIdleClaims(own: Claim[]): Promise<void> {
    const begun = DBOSExecutor.globalInstance?.systemDatabase.runningWorkflowMap;
    const idle = own.filter(({ taskId }) => begun && !begun.has(taskId));
    // Only what was idle a sweep ago as well: between claim and begin there is always a moment.
    const stranded = idle.filter((claim) => idleClaims.has(nameOf(claim)));
    idleClaims = new Set(idle.map(nameOf));
    for (const { taskId, ownerId } of stranded) {
      await session.ask({
        text: `update dbos.workflow_status set status = 'ENQUEUED', started_at_epoch_ms = null, owner_xid = null
                where workflow_uuid = $1 and owner_xid = $2 and status = 'PENDING' and queue_name is not null`,
        values: [taskId, ownerId],
      });
    }
    if (stranded.length > 0) log('warn', 'engine.claim-freed', { count: stranded.length });
  }

  function schedule(): void {
    timer = setTimeout(() => {
      running = sweep()
        .catch((error: unknown) => log('warn', 'engine.sweep-failed', { fault: faultOf(error) }))
        .finally(() => {
          if (!stopped) schedule();
        });
    }, sweepEveryMs);
  }
  schedule();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** The same task can be claimed again; the claim's owner tells one from the other. */
function nameOf({ taskId, ownerId }: Claim): string {
  return `${ownerId} ${taskId}`;
}

function onLife(lockFunction: 'pg_try_advisory_lock' | 'pg_advisory_unlock', executorId: string) {
  return { text: `select ${lockFunction}(hashtextextended($1, $2)) as free`, values: [executorId, lifeSpace] };
}

function readClaims(session: LivingSession): Promise<Claim[]> {
  return session.ask<Claim>({
    name: 'engine-claims',
    text: `select workflow_uuid as "taskId", executor_id as "executorId", coalesce(owner_xid, '') as "ownerId"
             from dbos.workflow_status where status = 'PENDING'`,
  });
}

async function isFreshlyStarted(session: LivingSession): Promise<boolean> {
  const [answer] = await session.ask<{ fresh: boolean }>({
    text: "select clock_timestamp() - pg_postmaster_start_time() < interval '10 seconds' as fresh",
  });
  return answer?.fresh ?? true;
}
