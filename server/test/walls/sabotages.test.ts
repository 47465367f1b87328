import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attackAfterwards } from './attack-afterwards.ts';
import { sabotagedSession } from './attack-session.ts';
import { attackTables } from './attack-tables.ts';
import { declaredTables } from './declared-tables.ts';
import { leakyDatabase } from './leaky-database.ts';
import { lintCatalog } from './lint-catalog.ts';
import type { Finding } from './lint-catalog.ts';
import { readCatalog } from './read-catalog.ts';
import { sabotages } from './sabotages.data.ts';
import type { Sabotage } from './sabotages.data.ts';
import { findTargets } from './target.ts';
import { startTwoTenants } from './two-tenants.ts';
import type { TwoTenants } from './two-tenants.ts';

const textOf = ({ rule, thing, detail }: Finding) => `${rule}: ${thing} ${detail}`;

describe('broken walls', () => {
  let tenants: TwoTenants;
  let superuser: pg.Client;
  /** Where the walls do not stand by themselves, that alone is no proof that a sabotage was seen. */
  let known: Set<string>;
  const caught = new Map<string, string[]>();
  beforeAll(async () => {
    tenants = await startTwoTenants();
    superuser = new pg.Client({ connectionString: tenants.running.test.adminUrl });
    await superuser.connect();
    known = new Set((await lintCatalog(superuser, declaredTables())).map(textOf));
  }, 120_000);
  afterAll(async () => {
    const lines = [...caught].map(([name, by]) => `  ${name}: ${by.join(' and ') || 'NOT CAUGHT'}`);
    console.log(`${caught.size} sabotages\n${lines.join('\n')}`);
    await superuser.end();
    await tenants.running.close();
  });

  const parties = () => ({ a: tenants.a.person, b: tenants.b.person });

  it('are not seen where the walls stand', async () => {
    expect([...known]).toEqual([]);
    const whole = { name: 'nothing broken', sql: 'select 1', tables: sabotages.flatMap(({ tables }) => tables) };
    expect(await whoSees(whole)).toEqual([]);
  }, 120_000);

  it.for(sabotages)('are seen: $name', async (sabotage) => {
    const by = await whoSees(sabotage);
    caught.set(sabotage.name, by);
    expect(by).not.toEqual([]);
  });

  it('are seen: a context that outlives its transaction', async () => {
    const database = leakyDatabase(tenants.running.test.url);
    const targets = await findTargets(superuser, await readCatalog(superuser), declaredTables(), parties());
    const left = await attackAfterwards(database, targets, tenants.b.person);
    await database.pool.end();
    caught.set('a context that outlives its transaction', left.length > 0 ? ['attack'] : []);
    expect(left.some((line) => line.includes('sees'))).toBe(true);
  });

  /** Breaks the walls inside a transaction, looks whether anybody notices, and takes everything back. */
  async function whoSees({ sql, tables }: Sabotage): Promise<string[]> {
    await superuser.query('begin');
    try {
      await superuser.query(sql);
      const findings = (await lintCatalog(superuser, declaredTables())).filter(
        (finding) => !known.has(textOf(finding)),
      );
      const targets = await findTargets(superuser, await readCatalog(superuser), declaredTables(), parties());
      const aimed = targets.filter(({ relation }) => tables.includes(relation.name));
      const { breaches } = await attackTables(await sabotagedSession(superuser), aimed, parties(), {
        stopAtFirst: true,
      });
      return [...(findings.length > 0 ? ['lint'] : []), ...(breaches.length > 0 ? ['attack'] : [])];
    } finally {
      await superuser.query('rollback');
    }
  }
});
