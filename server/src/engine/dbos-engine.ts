import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import type { Tx } from '../db/database.ts';
import { groupRoles } from '../db/roles.ts';
import { assert } from '../kernel/assert.ts';
import { faultOf } from '../kernel/log.ts';
import type { Log } from '../kernel/log.ts';
import type { Engine, TaskContext, TaskDefinition } from './engine.ts';
import { queues } from './engine.ts';
import { watchPeers } from './peer-recovery.ts';
import type { Peers } from './peer-recovery.ts';

/** Tasks of one version of the step order only run on that version; raise it when a task's steps change their order. */
export const taskVersion = '1';
const applicationName = 'atelier';
const stepAttempts = 8;

/**
 * The engine on DBOS Transact. The library keeps one instance per process in a global, so one process has one engine.
 */
export async function createEngine(options: { url: string; executorId: string; log: Log; poolSize?: number }): Promise<Engine> {
  const pool = enginePool(options.url, options.poolSize ?? 10);
  const logger = dbosLogger(options.log);
  const client = await DBOSClient.create({
    systemDatabaseUrl: options.url,
    systemDatabasePool: pool,
    applicationName,
    logger,
  });
  const tasks = new Map<string, (input: unknown) => Promise<void>>();
  let peers: Peers | undefined;
  let started = false;

  return {
    define<Input>(task: TaskDefinition<Input>) {
      assert(!started, 'tasks are defined before the engine starts');
      assert(!tasks.has(task.name), `task ${task.name} is defined once`);
      const run = async (input: unknown) => task.run(taskContext(), input as Input);
      tasks.set(task.name, DBOS.registerWorkflow(run, { name: task.name, maxRecoveryAttempts: 1_000 }));
    },

    async enqueue(tx: Tx, task, input, { id, priority, delaySeconds }) {
      // The engine's tables admit the engine role only; the caller's scope is taken up again right after.
      await tx.client.query(`set local role ${groupRoles.engine}`);
      await client.enqueueInTransaction(
        tx.client,
        { queueName: task.queue, workflowName: task.name, workflowID: id, priority, delaySeconds, appVersion: taskVersion },
        input,
      );
      await tx.client.query(`set local role ${groupRoles[tx.role]}`);
    },

    lease(key, work) {
      assert(peers, 'leases are taken by a started engine');
      return peers.lease(key, work);
    },

    async start() {
      started = true;
      for (const [name, queue] of Object.entries(queues)) {
        await client.registerQueue(name, { ...queue, minPollingIntervalMs: 100, onConflict: 'always_update' });
      }
      DBOS.setConfig({
        name: applicationName,
        systemDatabaseUrl: options.url,
        systemDatabasePool: pool,
        applicationVersion: taskVersion,
        executorID: options.executorId,
        runMigrations: false,
        logger,
      });
      // The lock comes first: from here on peers see this process alive, and never take its work.
      peers = await watchPeers({ url: options.url, executorId: options.executorId, log: options.log });
      await DBOS.launch();
    },

    async stop() {
      if (started) await DBOS.shutdown({ deregister: true });
      await peers?.stop();
      await client.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}

/** Every connection of the engine takes on the engine role as it opens. */
export function enginePool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'atelier-engine', options: `-c role=${groupRoles.engine}` });
  pool.on('error', () => {});
  return pool;
}

function taskContext(): TaskContext {
  return {
    taskId: DBOS.workflowID ?? '',
    step: (name, work) => DBOS.runStep(work, { name }),
    persistentStep: (name, work) =>
      DBOS.runStep(work, { name, retriesAllowed: true, maxAttempts: stepAttempts, intervalSeconds: 0.5, backoffRate: 2 }),
    sleep: (milliseconds) => DBOS.sleepms(milliseconds),
  };
}

/** The library's own words may carry inputs, so only the kind of an error is kept. */
function dbosLogger(log: Log) {
  return {
    info: () => {},
    debug: () => {},
    warn: () => {},
    error: (entry: unknown) => log('error', 'engine.fault', { fault: faultOf(entry) }),
  };
}

