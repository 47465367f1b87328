import type { Database } from './database.ts';

/** Namespace of the locks by which processes take turns. */
const lockSpace = 7420;

/** Runs `work` unless another process is at the same work right now. Answers whether it ran. */
export async function takeTurn(database: Database, name: string, work: () => Promise<unknown>): Promise<boolean> {
  const client = await database.pool.connect();
  try {
    const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as free', [
      lockSpace,
      name,
    ]);
    if (!rows[0]?.free) return false;
    try {
      await work();
      return true;
    } finally {
      await client.query('select pg_advisory_unlock($1, hashtext($2))', [lockSpace, name]);
    }
  } finally {
    client.release();
  }
}
