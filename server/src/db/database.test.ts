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
      tx.client.query("insert into app.events (workspace_id, type, payload) values ($1, 'balance.changed', '{}')", [
        workspaceA,
      ]),
    );
    const count = (workspaceId: string) =>
      test.database.inWorkspace(
        workspaceId,
        async (tx) => (await tx.client.query('select 1 from app.events')).rowCount,
      );
    expect([await count(workspaceA), await count(workspaceB)]).toEqual([1, 0]);
  });

  it('does not outlive its transaction', async () => {
    await test.database.inWorkspace(workspaceA, async () => {});
    const { rows } = await test.database.pool.query(
      "select current_user as user, current_setting('app.workspace_id', true) as workspace",
    );
    expect(rows[0]).toEqual({ user: 'atelier_login', workspace: '' });
  });

  it('refuses a row for another workspace', async () => {
    const insert = test.database.inWorkspace(workspaceA, (tx) =>
      tx.client.query("insert into app.events (workspace_id, type, payload) values ($1, 'balance.changed', '{}')", [
        workspaceB,
      ]),
    );
    await expect(insert).rejects.toThrow('row-level security');
  });

  it('does not pass for committed when the work hid a failed statement', async () => {
    const hidden = test.database.inWorkspace(workspaceA, async (tx) => {
      await tx.client.query('select 1 / 0').catch(() => {});
    });
    await expect(hidden).rejects.toThrow('is committed');
    expect(await test.database.inWorkspace(workspaceA, async () => 'usable')).toBe('usable');
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

  it('commits behind the last statement, and refuses what is sent after it', async () => {
    const publish = (type: string, workspaceId = workspaceA) => ({
      text: "insert into app.events (workspace_id, type, payload) values ($1, $2, '{}')",
      values: [workspaceId, type],
    });
    let late: Promise<unknown> | undefined;
    await test.database.inWorkspace(workspaceA, async (tx) => {
      const sent = tx.client.query(publish('sent'));
      tx.commitBehind();
      late = tx.client.query(publish('late')).catch((error: Error) => error.message);
      await sent;
    });
    expect(await late).toMatch('permission denied');
    const refused = test.database.inWorkspace(workspaceA, async (tx) => {
      const sent = tx.client.query(publish('elsewhere', workspaceB));
      tx.commitBehind();
      await sent;
    });
    await expect(refused).rejects.toThrow('row-level security');
    const { rows } = await test.database.inWorkspace(workspaceA, (tx) =>
      tx.client.query("select type from app.events where type in ('sent', 'late', 'elsewhere')"),
    );
    expect(rows).toEqual([{ type: 'sent' }]);
  });

  it('that cannot be entered runs nothing, though the statement is already under way', async () => {
    const read = test.database.inScope({ role: 'owner' as 'app' }, (tx) => tx.client.query('select 1 from app.events'));
    await expect(read).rejects.toThrow('permission denied to set role');
    const thrown = test.database.inWorkspace(workspaceA, () => {
      throw new Error('before any statement');
    });
    await expect(thrown).rejects.toThrow('before any statement');
  });
});
