import type { Database } from '#server/db/database.ts';
import type { Party, Target } from './target.ts';

/**
 * What a connection still sees after the transaction of a tenant, committed or rolled back: the next borrower of the
 * same connection must start with nothing. `database` has one connection. Answers what was left over.
 */
export async function attackAfterwards(
  database: Pick<Database, 'inScope' | 'pool'>,
  targets: readonly Target[],
  victim: Party,
): Promise<string[]> {
  const left: string[] = [];
  const scope = { ...victim, operator: true };
  for (const ending of ['commit', 'rollback'] as const) {
    await database
      .inScope(scope, async () => {
        if (ending === 'rollback') throw new Error('ends in a rollback');
      })
      .catch(() => undefined);
    const { rows } = await database.pool.query<Record<string, string | null>>(
      `select current_user as role, current_setting('app.workspace_id', true) as workspace, current_setting('app.account_id', true) as account,
              current_setting('app.operator', true) as operator`,
    );
    for (const [setting, value] of Object.entries(rows[0] ?? {})) {
      if (setting === 'role' ? value !== 'atelier_login' : value !== '' && value !== null)
        left.push(`after a ${ending}, ${setting} is ${value}`);
    }
    for (const target of targets) {
      // As the login, and with a role but no context taken on, as a careless query would.
      for (const role of ['none', 'atelier_app', 'atelier_worker']) {
        const seen = await countAs(database, role, target.name);
        if (seen > 0) left.push(`after a ${ending}, ${role} sees ${seen} rows of ${target.name}`);
      }
    }
  }
  return left;
}

async function countAs({ pool }: Pick<Database, 'pool'>, role: string, table: string): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query(role === 'none' ? 'begin' : `begin; set local role ${role}`);
    const { rows } = await client.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    return rows[0]?.count ?? 0;
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return 0;
    throw error;
  } finally {
    await client.query('rollback');
    client.release();
  }
}
