import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { declaredTables } from './declared-tables.ts';
import { lintCatalog } from './lint-catalog.ts';
import { readCatalog } from './read-catalog.ts';

describe('the catalog of a migrated database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it('has every wall standing, in every schema', async () => {
    expect(await lintCatalog(test.admin, declaredTables())).toEqual([]);
  });

  it('is read whole: our tables, the engine’s, and the migration table', async () => {
    const { relations, routines } = await readCatalog(test.admin);
    const tables = relations.filter(({ kind }) => kind === 'table').map(({ schema, name }) => `${schema}.${name}`);
    expect(tables).toEqual(
      expect.arrayContaining(['app.migrations', 'app.jobs', 'dbos.workflow_status', 'dbos.dbos_migrations']),
    );
    expect(routines.filter(({ definer }) => definer).length).toBeGreaterThan(5);
  });
});
