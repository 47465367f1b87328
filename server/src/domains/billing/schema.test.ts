import { getTableConfig } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { ledgerEntries, ledgerLots, ledgerTransfers } from './schema.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it.each([ledgerLots, ledgerTransfers, ledgerEntries].map((table) => [getTableConfig(table).name, table] as const))(
  'declares %s as the migration makes it',
  async (name, table) => {
    const { rows } = await test.admin.query<{ name: string; type: string; required: boolean }>(
      `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required
         from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [`app.${name}`],
    );
    const declared = getTableConfig(table).columns.map((column) => ({
      name: column.name,
      type: column.getSQLType(),
      required: column.notNull,
    }));
    expect(declared.toSorted(byName)).toEqual(rows.toSorted(byName));
  },
);

function byName(a: { name: string }, b: { name: string }): number {
  return a.name.localeCompare(b.name);
}
