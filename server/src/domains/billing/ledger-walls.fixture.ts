import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { RuntimeRole } from '#server/db/roles.ts';
import type { TestDatabase } from '#test/database.ts';
import { createTestLedger } from './ledger.fixture.ts';
import type { TestLedger } from './ledger.fixture.ts';
import type { LedgerScenario } from './ledger-scenarios.fixture.ts';

const transfer =
  'insert into app.ledger_transfers (workspace_id, id, kind, credits, created_at) values ($1, $2, $3, $4, now())';
const entry =
  'insert into app.ledger_entries (workspace_id, transfer_id, line, account, lot_id, amount) values ($1, $2, $3, $4, $5, $6)';

type Statement = [text: string, ...values: unknown[]];

/** Runs statements past the functions, as code that does not keep to the verbs would. */
function write(
  test: TestDatabase,
  ledger: TestLedger,
  statements: Statement[],
  role: RuntimeRole = 'app',
): Promise<void> {
  return test.database.inWorkspace(
    ledger.workspaceId,
    async (tx) => {
      for (const [text, ...values] of statements) await tx.client.query(text, values);
    },
    { role },
  );
}

async function lotOf(test: TestDatabase, ledger: TestLedger): Promise<string> {
  const { rows } = await test.admin.query<{ id: string }>('select id from app.ledger_lots where workspace_id = $1', [
    ledger.workspaceId,
  ]);
  return rows[0]!.id;
}

/** What the database refuses by itself, whatever the functions above it do. */
export const ledgerWalls: LedgerScenario[] = [
  {
    name: 'refuses a transfer whose entries do not sum to zero',
    async play(ledger, test) {
      await ledger.grant('gift', 10);
      const lot = await lotOf(test, ledger);
      const oneSided = write(test, ledger, [
        [transfer, ledger.workspaceId, 'grant:x', 'grant', 5],
        [entry, ledger.workspaceId, 'grant:x', 1, 'available', lot, 5],
      ]);
      await expect(oneSided).rejects.toThrow('do not sum to zero');
    },
  },
  {
    name: 'refuses entries that join a transfer later',
    async play(ledger, test) {
      await ledger.grant('gift', 10);
      const lot = await lotOf(test, ledger);
      const id = `grant:gift:${ledger.workspaceId}`;
      const late = write(test, ledger, [
        [entry, ledger.workspaceId, id, 3, 'promotion', lot, -5],
        [entry, ledger.workspaceId, id, 4, 'available', lot, 5],
      ]);
      await expect(late).rejects.toThrow('do not sum to zero in its own transaction');
    },
  },
  {
    name: 'refuses entries without a transfer, or of a lot that is not there',
    async play(ledger, test) {
      await ledger.grant('gift', 10);
      const lot = await lotOf(test, ledger);
      const orphan = (lotId: string) =>
        write(test, ledger, [
          [entry, ledger.workspaceId, 'grant:none', 1, 'promotion', lotId, -5],
          [entry, ledger.workspaceId, 'grant:none', 2, 'available', lotId, 5],
        ]);
      await expect(orphan(lot)).rejects.toThrow('do not sum to zero in its own transaction');
      await expect(orphan(randomUUID())).rejects.toThrow('foreign key');
    },
  },
  {
    name: 'is not fooled by a transaction that changes its workspace before the commit',
    async play(ledger, test) {
      await ledger.grant('gift', 10);
      const lot = await lotOf(test, ledger);
      const disguised = write(test, ledger, [
        [transfer, ledger.workspaceId, 'grant:x', 'grant', 5],
        [entry, ledger.workspaceId, 'grant:x', 1, 'available', lot, 5],
        ["select set_config('app.workspace_id', $1, true)", randomUUID()],
      ]);
      await expect(disguised).rejects.toThrow('do not sum to zero');
    },
  },
  {
    name: 'lets no role change or delete a transfer or an entry',
    async play(ledger, test) {
      await ledger.grant('gift', 10);
      for (const table of ['ledger_transfers', 'ledger_entries']) {
        for (const change of [
          `update app.${table} set workspace_id = workspace_id`,
          `delete from app.${table}`,
          `truncate app.${table}`,
        ]) {
          for (const role of ['app', 'worker', 'janitor'] as const) {
            await expect(write(test, ledger, [[change]], role)).rejects.toThrow('permission denied');
          }
          await expect(test.admin.query(change)).rejects.toThrow(/never changed or deleted/);
        }
      }
    },
  },
  {
    name: 'lets no role rewrite what a lot was, or delete it',
    async play(ledger, test) {
      await ledger.grant('gift', 10, { days: 1 });
      for (const column of ['issued', 'expires_at', 'workspace_id', 'source', 'created_at']) {
        const rewrite = `update app.ledger_lots set ${column} = ${column}`;
        for (const role of ['app', 'worker'] as const) {
          await expect(write(test, ledger, [[rewrite]], role)).rejects.toThrow('permission denied');
        }
      }
      for (const role of ['app', 'worker', 'janitor'] as const) {
        await expect(write(test, ledger, [['delete from app.ledger_lots']], role)).rejects.toThrow('permission denied');
      }
      await expect(write(test, ledger, [['update app.ledger_lots set held = 1']], 'janitor')).rejects.toThrow(
        'permission denied',
      );
    },
  },
  {
    name: 'refuses a lot that holds more than it was issued with, or less than nothing',
    async play(ledger, test) {
      await ledger.grant('gift', 10, { days: 1 });
      for (const change of [
        'remaining = remaining + 1',
        'remaining = -1',
        'held = -1, remaining = 0',
        'held = 1',
        'expired = true',
      ]) {
        await expect(write(test, ledger, [[`update app.ledger_lots set ${change}`]])).rejects.toThrow(
          'violates check constraint',
        );
      }
    },
  },
  {
    name: 'refuses a second hold, settlement or loss of a job under another id',
    async play(ledger, test) {
      const jobId = randomUUID();
      for (const kind of ['hold', 'settle', 'provider-loss']) {
        const second = write(test, ledger, [
          [
            'insert into app.ledger_transfers (workspace_id, id, kind, credits, job_id, created_at) values ($1, $2, $3, 0, $4, now())',
            ledger.workspaceId,
            `${kind}:again:${jobId}`,
            kind,
            jobId,
          ],
        ]);
        await expect(second).rejects.toThrow('violates check constraint');
      }
    },
  },
  {
    name: 'shows another workspace nothing and lets it move nothing',
    async play(ledger, test) {
      await ledger.grant('gift', 10);
      const jobId = randomUUID();
      await ledger.hold(jobId, 4);
      const other = createTestLedger(test);
      await other.grant('gift', 10);
      expect(await other.statement()).toHaveLength(1);
      await expect(other.settle(jobId, 4)).rejects.toThrow('has no hold to settle');
      const across = (text: string) => other.transact((ctx) => ctx.tx.client.query(text, [ledger.workspaceId, jobId]));
      await expect(across("select app.ledger_settle($1, $2, 0, '', now())")).rejects.toThrow('has no hold to settle');
      expect((await across("select outcome from app.ledger_hold($1, $2, 1, '', now())")).rows).toEqual([
        { outcome: 'insufficient' },
      ]);
      await expect(
        across("select app.ledger_grant($1, 'grant:x', $2, 5, 'promotion', null, '', now())"),
      ).rejects.toThrow('row-level security');
    },
  },
];
