import { setTimeout as pause } from 'node:timers/promises';
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import pg from 'pg';
import type { Tx } from '../db/database.ts';
import { groupRoles } from '../db/roles.ts';
import { assert } from '../kernel/assert.ts';
import { faultOf } from '../kernel/log.ts';
import type { Log } from '../kernel/log.ts';
import type { Engine, TaskContext, TaskDefinition } from './engine.ts';
import { queues, StepExhausted } from './engine.ts';
import { openLivingSession } from './living-session.ts';
import type { LivingSession } from './living-session.ts';
import { purgeFinished } from './purge-finished.ts';
import { watchPeers } from './peer-recovery.ts';

/** Tasks of one version of the step order only run on that version; raise it when a task's steps change their order. */
export const taskVersion = '1';
const applicationName = 'atelier';
const stepAttempts = 8;
const firstPauseMs = 500;
const longestPauseMs = 60_000;
const databasePauseMs = 500;
/** What a failed step says of itself in the engine library, also after it was written down and read again. */
const exhaustedCode = 23;
const drainWithinMs = 5_000;
const poolEndsWithinMs = 1_000;

/**
 * The engine on DBOS Transact. The library keeps one instance per process in a global, so one process has one engine.
 */
export async function createEngine(options: {
  url: string;
  executorId: string;
  log: Log;
  poolSize?: number;
}): Promise<Engine> {
  const pool = enginePool(options.url, options.poolSize ?? 10);
  const logger = dbosLogger(options.log);
  const client = await DBOSClient.create({
    systemDatabaseUrl: options.url,
    systemDatabasePool: pool,
    applicationName,
    logger,
  });
  const tasks = new Map<string, (input: unknown) => Promise<void>>();
  let session: LivingSession | undefined;
  let peers: { stop(): Promise<void> } | undefined;
  let started = false;

  async function insist<Result>(name: string, work: () => Promise<Result>, attempts = stepAttempts): Promise<Result> {
    for (let attempt = 1, pauseMs = firstPauseMs; ; attempt += 1, pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        return await work();
      } catch (error) {
        options.log('warn', 'task.fault', { task: name, attempt, fault: faultOf(error) });
        if (attempt === attempts) throw new StepExhausted(`${name} failed ${attempts} times`, { cause: error });
      }
      await pause(pauseMs);
      await untilAnswering(pool);
    }
  }

  return {
    define<Input>(task: TaskDefinition<Input>) {
      assert(!started, 'tasks are defined before the engine starts');
      assert(!tasks.has(task.name), `task ${task.name} is defined once`);
      const run = async (input: unknown) => task.run(taskContext(insist), input as Input);
      tasks.set(task.name, run);
    },

    async enqueue(tx: Tx, task, input, { id, priority, delaySeconds }) {
      // The engine's tables admit the engine role only; the caller's scope is taken up again right after.
      await tx.client.query(`set local role ${groupRoles.engine}`);
      await client.enqueueInTransaction(
        tx.client,
        {
          queueName: task.queue,
          workflowName: task.name,
          workflowID: id,
          priority,
          delaySeconds,
          appVersion: taskVersion,
        },
        input,
      );
      await tx.client.query(`set local role ${groupRoles[tx.role]}`);
    },

    lease(key, work) {
      assert(session, 'leases are taken by a started engine');
      return session.lease(key, work);
    },

    async findOver(taskIds) {
      const { rows } = await pool.query<{ id: string }>({
        name: 'engine-open-tasks',
        text: `select workflow_uuid as id from dbos.workflow_status
                where workflow_uuid = any($1) and status in ('ENQUEUED', 'DELAYED', 'PENDING')`,
        values: [taskIds],
      });
      const open = new Set(rows.map((row) => row.id));
      return new Set(taskIds.filter((id) => !open.has(id)));
    },

    purgeFinished: (before) => purgeFinished(client, pool, before),

    async start() {
      started = true;
      // The library's registry is one per process: only the engine that carries tasks out writes into it.
      for (const [name, run] of tasks) DBOS.registerWorkflow(run, { name, maxRecoveryAttempts: 1_000 });
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
      session = await openLivingSession({ url: options.url, executorId: options.executorId });
      await DBOS.launch();
      peers = await watchPeers({ session, executorId: options.executorId, log: options.log });
    },

    async stop() {
      await session?.drain(drainWithinMs);
      await peers?.stop();
      if (started) await DBOS.shutdown({ deregister: true });
      await session?.close();
      await client.destroy();
      await closePool(pool);
    },
  };
}

/** A database that is away is no fault of the work that needs it: it is waited for. */
async function untilAnswering(pool: pg.Pool): Promise<void> {
  while (!pool.ending) {
    const answers = await pool.query('select 1').then(
      () => true,
      () => false,
    );
    if (answers) return;
    await pause(databasePauseMs);
  }
}

/** A run that was under way may keep a connection for ever once its library is shut down: such ones are cut off. */
async function closePool(pool: pg.Pool): Promise<void> {
  if (pool.ended) return;
  const ended = pool.end();
  const isClosed = await Promise.race([ended.then(() => true), pause(poolEndsWithinMs, false)]);
  if (!isClosed) for (const client of connections.get(pool) ?? []) void client.end().catch(() => {});
}

const connections = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

/** Every connection of the engine takes on the engine role as it opens. */
export function enginePool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'atelier-engine',
    options: `-c role=${groupRoles.engine}`,
  });
  // A connection that breaks, idle or in use, fails its query or is replaced; it must not end the process.
  pool.on('error', () => {});
  const open = new Set<pg.PoolClient>();
  connections.set(pool, open);
  pool.on('connect', (client) => {
    open.add(client);
    client.on('error', () => {});
  });
  pool.on('remove', (client) => void open.delete(client));
  return pool;
}

function taskContext(insist: TaskContext['insist']): TaskContext {
  return {
    insist,
    taskId: DBOS.workflowID ?? '',
    step: (name, work) => DBOS.runStep(work, { name }),
    async persistentStep(name, work) {
      try {
        return await DBOS.runStep(work, {
          name,
          retriesAllowed: true,
          maxAttempts: stepAttempts,
          intervalSeconds: firstPauseMs / 1000,
          backoffRate: 2,
        });
      } catch (error) {
        // Everything else the library throws, such as that this run has lost its task, is for the library.
        if (!isExhausted(error)) throw error;
        throw new StepExhausted(`Step ${name} failed ${stepAttempts} times`, { cause: error });
      }
    },
    sleep: (milliseconds) => DBOS.sleepms(milliseconds),
  };
}

function isExhausted(error: unknown): error is Error {
  return error instanceof Error && 'dbosErrorCode' in error && error.dbosErrorCode === exhaustedCode;
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
