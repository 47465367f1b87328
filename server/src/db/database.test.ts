import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const workspaceA = '01900000-0000-7000-8000-00000000000a';
const workspaceB = '01900000-0000-7000-8000-00000000000b';

describe('a scope', () => {
  it('shows the rows of its own workspace only', async () => {
    await test.database.inWorkspace(workspaceA, (tx) =>
      tx.client.query("insert into app.events (workspace_id, type, payload) values ($1, 'balance.changed', '{}')", [workspaceA]),
    );
    const count = (workspaceId: string) =>
      test.database.inWorkspace(workspaceId, async (tx) => (await tx.client.query('select 1 from app.events')).rowCount);
    expect([await count(workspaceA), await count(workspaceB)]).toEqual([1, 0]);
  });

  it('does not outlive its transaction', async () => {
    await test.database.inWorkspace(workspaceA, async () => {});
    const { rows } = await test.database.pool.query("select current_user as user, current_setting('app.workspace_id', true) as workspace");
    expect(rows[0]).toEqual({ user: 'atelier_login', workspace: '' });
  });

  it('refuses a row for another workspace', async () => {
    const insert = test.database.inWorkspace(workspaceA, (tx) =>
      tx.client.query("insert into app.events (workspace_id, type, payload) values ($1, 'balance.changed', '{}')", [workspaceB]),
    );
    await expect(insert).rejects.toThrow('row-level security');
  });

  it('runs what waits for the commit only after a commit', async () => {
    const ran: string[] = [];
    await test.database.inWorkspace(workspaceA, async (tx) => tx.afterCommit(() => void ran.push('committed')));
    await test.database
      .inWorkspace(workspaceA, async (tx) => {
        tx.afterCommit(() => void ran.push('rolled back'));
        throw new Error('no');
      })
      .catch(() => {});
    expect(ran).toEqual(['committed']);
  });
});
