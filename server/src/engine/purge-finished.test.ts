import { DBOSClient } from '@dbos-inc/dbos-sdk';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { enginePool } from './dbos-engine.ts';
import { purgeFinished } from './purge-finished.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('deletes tasks that ended before the given time, with their steps, and nothing else', async () => {
  const put = (id: string, status: string, updatedAt: number) =>
    test.admin.query(
      'insert into dbos.workflow_status (workflow_uuid, status, name, created_at, updated_at) values ($1, $2, $3, $4, $4)',
      [id, status, 'some.task', updatedAt],
    );
  await put('old-done', 'SUCCESS', 1_000);
  await put('old-waiting', 'ENQUEUED', 1_000);
  await put('old-running', 'PENDING', 1_000);
  await put('new-done', 'SUCCESS', 3_000);
  await test.admin.query(
    "insert into dbos.operation_outputs (workflow_uuid, function_id, function_name) values ('old-done', 0, 'step')",
  );

  const pool = enginePool(test.url, 1);
  const client = await DBOSClient.create({ systemDatabaseUrl: test.url, systemDatabasePool: pool });
  expect(await purgeFinished(client, pool, new Date(2_000))).toBe(1);
  await client.destroy();
  await pool.end();

  const { rows } = await test.admin.query<{ id: string }>(
    'select workflow_uuid as id from dbos.workflow_status order by 1',
  );
  expect(rows.map((row) => row.id)).toEqual(['new-done', 'old-running', 'old-waiting']);
  expect((await test.admin.query('select 1 from dbos.operation_outputs')).rowCount).toBe(0);
});
