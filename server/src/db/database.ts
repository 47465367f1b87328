import { drizzle } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { assert } from '../kernel/assert.ts';
import { groupRoles } from './roles.ts';
import type { RuntimeRole } from './roles.ts';

/** One open transaction: the typed query builder and the plain client share the same connection. */
export interface Tx {
  db: NodePgDatabase;
  client: pg.PoolClient;
  role: RuntimeRole;
  /**
   * Every statement of this work is under way and none follows: the commit is sent right behind them, so that work of
   * one statement is one round trip. What is sent later meets no scope and is refused.
   */
  commitBehind(): void;
  /**
   * Runs as the last thing inside the transaction; the commit is sent right behind, so it is for single statements that
   * nothing waits for and that are sent without waiting for anything.
   */
  beforeCommit(work: () => Promise<void>): void;
  /** Runs after the commit, and never after a rollback. For notifications only: a crash may lose it. */
  afterCommit(work: () => Promise<void> | void): void;
}

/** Whose rows the transaction sees. What is unset sees nothing. */
export interface Scope {
  role?: RuntimeRole;
  workspaceId?: string;
  accountId?: string;
  /** Rows that belong to the installation, such as the outbox. */
  operator?: boolean;
}

export interface Database {
  /** One transaction under row-level security. Everything in it commits together or not at all. */
  inScope<Result>(scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result>;
  /** The usual scope: a workspace. */
  inWorkspace<Result>(workspaceId: string, work: (tx: Tx) => Promise<Result>, scope?: Scope): Promise<Result>;
  /** Sends on a channel, outside any transaction: inside a writing one it would serialise all commits. */
  notify(channel: string, payloads: readonly string[]): Promise<void>;
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Begins and enters the scope in one round trip; values are quoted, because several statements take no parameters. */
function enterScope(role: RuntimeRole, scope: Scope): string {
  const settings = {
    role: groupRoles[role],
    'app.workspace_id': scope.workspaceId ?? '',
    'app.account_id': scope.accountId ?? '',
    'app.operator': scope.operator ? 'on' : '',
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `begin; select ${calls.join(', ')}`;
}

/** A failure of it is told by the statements behind it, and by whoever waits for it. */
function unheard<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}

/** The query builder is made when it is first used: many transactions do without. */
function openTx(
  client: pg.PoolClient,
  role: RuntimeRole,
  hooks: Pick<Tx, 'commitBehind' | 'beforeCommit' | 'afterCommit'>,
): Tx {
  let db: NodePgDatabase | undefined;
  return {
    get db() {
      return (db ??= drizzle({ client }));
    },
    client,
    role,
    ...hooks,
  };
}

export function createDatabase(options: {
  url: string;
  poolSize?: number;
  onIdleError?: (error: Error) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize ?? 12,
    application_name: 'atelier',
    // Statements are sent without waiting for the answers to earlier ones: fewer round trips, the same order.
    pipeline: true,
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  // A connection that breaks while it is in use fails its query; unheard, its error event would end the process.
  pool.on('connect', (client) => void client.on('error', () => {}));

  async function inScope<Result>(scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    const beforeCommit: (() => Promise<void>)[] = [];
    const afterCommit: (() => Promise<void> | void)[] = [];
    const role = scope.role ?? 'app';
    let committed: Promise<pg.QueryResult> | undefined;
    let broken: Error | undefined;
    let result: Result;
    const tx = openTx(client, role, {
      commitBehind() {
        assert(beforeCommit.length === 0, 'nothing waits for a commit that is sent now');
        committed = unheard(client.query('commit'));
      },
      beforeCommit(before) {
        assert(committed === undefined, 'the commit is not sent yet');
        beforeCommit.push(before);
      },
      afterCommit: (after) => void afterCommit.push(after),
    });
    try {
      // The first statements leave with the scope, in one write; if that cannot be entered, they are refused.
      const entering = enterScope(role, scope);
      const { stream } = client.connection;
      stream.cork();
      const entered = unheard(client.query(entering));
      const working = Promise.try(work, tx);
      stream.uncork();
      result = await working.catch((error: unknown) => entered.then(() => Promise.reject(error)));
      await entered;
      // What was gathered leaves with the commit, which ends nothing well if one of it fails.
      stream.cork();
      const gathered = beforeCommit.map((before) => unheard(before()));
      committed ??= unheard(client.query('commit'));
      stream.uncork();
      await Promise.all([...gathered, committed]);
      // Postgres answers a commit after a failed statement with a rollback and no error: work that hid the failure is lost.
      assert((await committed).command === 'COMMIT', 'a transaction whose work succeeded is committed');
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      // A connection that could not roll back is in an unknown state: it is thrown away, not returned.
      client.release(broken);
    }
    for (const after of afterCommit) await after();
    return result;
  }

  return {
    inScope,
    inWorkspace: (workspaceId, work, scope) => inScope({ ...scope, workspaceId }, work),
    async notify(channel, payloads) {
      await pool.query({
        name: 'notify',
        text: 'select pg_notify($1, payload) from unnest($2::text[]) as payload',
        values: [channel, payloads],
      });
    },
    async ping() {
      await pool.query('select 1');
    },
    pool,
    close: () => pool.end(),
  };
}
