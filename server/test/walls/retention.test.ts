import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepRetention } from '#server/domains/retention.ts';
import { slices } from '#server/domains/slices.ts';
import { createTestClock } from '#server/kernel/clock.ts';
import { declaredTables } from './declared-tables.ts';
import { startTwoTenants } from './two-tenants.ts';
import type { TwoTenants } from './two-tenants.ts';

const dayMs = 86_400_000;
const epsilonMs = 60_000;
/** Long before every row that is really there, so that only the aged one is due. */
const base = new Date('2020-02-27T10:00:00Z');

describe('retention', () => {
  let tenants: TwoTenants;
  beforeAll(async () => {
    tenants = await startTwoTenants();
  }, 120_000);
  afterAll(() => tenants.running.close());

  const rules = Object.entries(declaredTables()).flatMap(([table, { retention }]) =>
    retention.rule === 'duration' ? [{ table, ...retention }] : [],
  );

  it.for(rules)(
    'keeps a row of $table for $days days after $after, and not a day longer',
    async ({ table, after, days }) => {
      const { admin } = tenants.running.test;
      const { rows: aged } = await admin.query<{ ctid: string }>(
        `update app.${table} set ${after} = $1 where ctid = (select ctid from app.${table} order by ctid limit 1) returning 1`,
        [base],
      );
      expect(aged, `app.${table} has a row: let tryEverything() in test/walls/activity.ts leave one`).toHaveLength(1);
      const due = base.getTime() + days * dayMs;
      expect(await sweepAt(due - epsilonMs, table)).toBe(0);
      expect(await old(table, after)).toBe(1);
      expect(await sweepAt(due + dayMs, table)).toBe(1);
      expect(await old(table, after)).toBe(0);
    },
  );

  it('covers more than one table, and leaves the others alone', async () => {
    expect(rules.length).toBeGreaterThan(4);
    const counts = await countAll();
    const clock = createTestClock('2035-01-01T00:00:00Z');
    const deleted = await sweepRetention(
      { ...tenants.running.app.ports, clock },
      slices.map(({ dataMap }) => dataMap),
    );
    expect(Object.keys(deleted).toSorted()).toEqual(rules.map(({ table }) => table).toSorted());
    const left = await countAll();
    for (const table of Object.keys(counts))
      expect([table, left[table]]).toEqual([table, table in deleted ? 0 : counts[table]]);
  });

  it('deletes what has piled up, however many rows', async () => {
    const { admin } = tenants.running.test;
    await admin.query(
      `insert into app.rate_buckets (key, tokens, updated_at) select 'old ' || n, 1, $1 from generate_series(1, 12000) n`,
      [base],
    );
    expect(await sweepAt(base.getTime() + 4 * dayMs, 'rate_buckets')).toBe(12_000);
  });

  async function sweepAt(time: number, table: string): Promise<number> {
    const clock = createTestClock(new Date(time).toISOString());
    const deleted = await sweepRetention(
      { ...tenants.running.app.ports, clock },
      slices.map(({ dataMap }) => dataMap),
    );
    return deleted[table] ?? 0;
  }

  async function old(table: string, after: string): Promise<number> {
    const { rows } = await tenants.running.test.admin.query<{ count: number }>(
      `select count(*)::int as count from app.${table} where ${after} = $1`,
      [base],
    );
    return rows[0]?.count ?? 0;
  }

  async function countAll(): Promise<Record<string, number>> {
    const names = Object.keys(declaredTables());
    const { rows } = await tenants.running.test.admin.query<{ name: string; count: number }>(
      names.map((name) => `select '${name}' as name, count(*)::int as count from app.${name}`).join(' union all '),
    );
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
  }
});
