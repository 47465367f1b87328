import pg from 'pg';
import { groupRoles } from '#server/db/roles.ts';
import type { Database, Scope, Tx } from '#server/db/database.ts';

/** A `Database` as it must not be: its context is set for the session, not for the transaction. One connection. */
export function leakyDatabase(url: string): Pick<Database, 'inScope' | 'pool'> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return {
    pool,
    async inScope<Result>(scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result> {
      const client = await pool.connect();
      try {
        await client.query(
          `select set_config('role', $1, false), set_config('app.workspace_id', $2, false), set_config('app.account_id', $3, false)`,
          [groupRoles.app, scope.workspaceId ?? '', scope.accountId ?? ''],
        );
        // The work of this attack looks at no transaction.
        return await work(undefined as unknown as Tx);
      } finally {
        client.release();
      }
    },
  };
}
