import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { createTestClock } from '#server/kernel/clock.ts';
import { checkAllInvariants, checkRecentInvariants } from './check-invariants.ts';
import { findViolations } from './index.ts';
import { createTestLedger, dayMs } from './ledger.fixture.ts';
import type { TestLedger } from './ledger.fixture.ts';

let test: TestDatabase;
let ledger: TestLedger;
beforeAll(async () => {
  test = await createTestDatabase();
  ledger = createTestLedger(test);
  await ledger.grant('gift', 100);
  await ledger.grant('brief', 5, { days: 1 });
  await ledger.hold(openJob, 12);
  await ledger.hold(paidJob, 8);
  await ledger.settle(paidJob, 3);
});
afterAll(() => test.close());

const openJob = randomUUID();
const paidJob = randomUUID();

/** Rule to a corruption that only a broken database could hold. `$w` stands for the workspace. */
const corruptions: Record<string, string> = {
  'entries sum to zero': `insert into app.ledger_entries values ($w, 'settle:${paidJob}', 90, 'issuance', null, 1)`,
  'every entry has its transfer': `insert into app.ledger_entries values ($w, 'grant:none', 1, 'issuance', null, 1)`,
  'a transfer moves what it says': `update app.ledger_transfers set credits = credits + 1 where id = 'hold:${openJob}'`,
  'a settle takes at most its hold': `update app.ledger_transfers set credits = 2 where id = 'hold:${paidJob}'`,
  'one hold, one settle, one loss per job': `insert into app.ledger_transfers (workspace_id, id, kind, credits, job_id, created_at)
     values ($w, 'settle:again', 'settle', 0, '${paidJob}', now())`,
  'a settle ends exactly the pins of its hold': `update app.ledger_entries set amount = amount - 1 where transfer_id = 'settle:${paidJob}' and account = 'held'`,
  'a lot caches the sums of its entries': `update app.ledger_lots set remaining = remaining - 1 where expires_at is null`,
  'a lot is never overdrawn': `update app.ledger_lots set issued = 1 where expires_at is null`,
  'what is held equals the open holds': `update app.ledger_lots set held = held + 1 where expires_at is null`,
  'the available balance equals its lots': `update app.ledger_lots set remaining = remaining + 1 where expires_at is null`,
  'an expired lot is neither spent nor filled': `update app.ledger_transfers set created_at = created_at + interval '2 days' where id = 'hold:${openJob}'`,
};

it('has a corruption for every rule of the view', async () => {
  const { rows } = await test.admin.query<{ text: string }>(
    "select pg_get_viewdef('app.ledger_violations'::regclass) as text",
  );
  // The rules are the only literals of several words; details carry a %.
  const rules = new Set([...rows[0]!.text.matchAll(/'([^'%]+ [^'%]+ [^'%]+)'::text/g)].map((match) => match[1]));
  expect(Object.keys(corruptions).toSorted()).toEqual([...rules].toSorted());
});

it('finds nothing in sound books', async () => {
  expect(await findViolations(test)).toEqual([]);
});

it.each(Object.entries(corruptions))('finds: %s', async (rule, corruption) => {
  const client = await test.admin.connect();
  try {
    // Past triggers and constraints, and undone at the end.
    await client.query('begin; set local session_replication_role = replica');
    await client.query('alter table app.ledger_lots drop constraint ledger_lots_check');
    await client.query('alter table app.ledger_transfers drop constraint ledger_transfers_check');
    await client.query(corruption.replaceAll('$w', `'${ledger.workspaceId}'`));
    const { rows } = await client.query<{ rule: string }>('select rule from app.ledger_violations');
    expect(rows.map((row) => row.rule)).toContain(rule);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

it('is seen across workspaces by the janitor, and not at all by a workspace', async () => {
  const other = await createTestDatabase();
  try {
    const first = createTestLedger(other);
    const second = createTestLedger(other);
    for (const each of [first, second]) await each.grant('gift', 10, { days: 1 });
    await other.admin.query('update app.ledger_lots set remaining = 9');
    const rules = (await findViolations(other)).map(({ workspaceId, rule }) => ({ workspaceId, rule }));
    expect(rules).toHaveLength(4);
    expect(new Set(rules.map((each) => each.workspaceId))).toEqual(new Set([first.workspaceId, second.workspaceId]));
    await expect(first.transact((ctx) => ctx.tx.client.query('select 1 from app.ledger_violations'))).rejects.toThrow(
      'permission denied',
    );

    const lines: unknown[] = [];
    const clock = createTestClock();
    const ports = { database: other.database, clock, log: (...entry: unknown[]) => void lines.push(entry) };
    await expect(checkAllInvariants(ports)).rejects.toThrow('the ledger keeps its invariants');
    await expect(checkRecentInvariants(ports)).rejects.toThrow('the ledger keeps its invariants');
    clock.advance(dayMs);
    await checkRecentInvariants(ports);
    const line = ['error', 'ledger.violated', { count: 4, fault: expect.any(String) }];
    expect(lines).toEqual([line, line]);
  } finally {
    await other.close();
  }
});

it('sweeps due lots of all workspaces, and the sweep changes no balance', async () => {
  const swept = await createTestDatabase();
  try {
    const ledgers = [createTestLedger(swept), createTestLedger(swept)];
    for (const each of ledgers) {
      await each.grant('gift', 10, { days: 1 });
      each.clock.advance(dayMs);
    }
    await ledgers[0]!.sweep();
    const { rows } = await swept.admin.query('select remaining::int, expired from app.ledger_lots');
    expect(rows).toEqual([
      { remaining: 0, expired: true },
      { remaining: 0, expired: true },
    ]);
    expect(await findViolations(swept)).toEqual([]);
  } finally {
    await swept.close();
  }
});
