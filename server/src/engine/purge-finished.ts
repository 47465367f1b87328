import type { DBOSClient } from '@dbos-inc/dbos-sdk';
import type pg from 'pg';

const tasksPerPurge = 2_000;

/**
 * Deletes ended tasks, with their steps, that were last touched before `before`; what they did is in our own rows.
 * Answers how many went, at most 2,000 a call.
 */
export async function purgeFinished(client: DBOSClient, pool: pg.Pool, before: Date): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `select workflow_uuid as id from dbos.workflow_status
      where status in ('SUCCESS', 'ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED') and updated_at < $1
      limit ${tasksPerPurge}`,
    [before.getTime()],
  );
  // The library knows its own tables; the steps of a task hang on it by name only.
  if (rows.length > 0) await client.deleteWorkflows(rows.map(({ id }) => id));
  return rows.length;
}
