import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase } from '#server/db/database.ts';
import { attackAfterwards } from './attack-afterwards.ts';
import { loginSession } from './attack-session.ts';
import { attackTables } from './attack-tables.ts';
import { declaredTables } from './declared-tables.ts';
import { readCatalog } from './read-catalog.ts';
import { findTargets } from './target.ts';
import type { Target } from './target.ts';
import { startTwoTenants } from './two-tenants.ts';
import type { TwoTenants } from './two-tenants.ts';

const attacksPerTable = 10;
/** 30 s is the promise for an idle machine; a test run shares it with others. */
const campaignLimitMs = 90_000;

describe('every table, attacked', () => {
  let tenants: TwoTenants;
  let targets: Target[];
  beforeAll(async () => {
    tenants = await startTwoTenants();
    const { admin } = tenants.running.test;
    targets = await findTargets(admin, await readCatalog(admin), declaredTables(), parties());
  }, 120_000);
  afterAll(() => tenants.running.close());

  const parties = () => ({ a: tenants.a.person, b: tenants.b.person });

  it('has rows of both parties to attack and to attack with', () => {
    const ours = targets.filter(({ relation }) => relation.schema === 'app');
    const missing = ours.filter(
      (target) => target.rowOfB === null || (target.ownerColumn !== null && target.rowOfA === null),
    );
    expect(
      missing.map(
        ({ name }) =>
          `${name} has no row of both people: let tryEverything() in test/walls/activity.ts do what leaves one there`,
      ),
    ).toEqual([]);
  });

  it('shows each party its own rows, so that seeing none means something', async () => {
    const { running, b } = tenants;
    const unseen: string[] = [];
    for (const target of targets.filter(({ entry }) => entry !== null && entry.owner.by !== 'installation')) {
      const { rows } = await running.app.ports.database.inWorkspace(
        b.person.workspaceId,
        (tx) => tx.client.query(`select 1 from ${target.name} limit 1`),
        { accountId: b.person.accountId },
      );
      if (rows.length === 0) unseen.push(target.name);
    }
    expect(unseen).toEqual([]);
  });

  it('lets nobody touch a row of somebody else', async () => {
    const client = new pg.Client({ connectionString: tenants.running.test.url });
    await client.connect();
    const startedAt = performance.now();
    const { breaches, made } = await attackTables(loginSession(client), targets, parties());
    const tookMs = performance.now() - startedAt;
    await client.end();
    expect(breaches).toEqual([]);
    expect(Object.keys(made).length).toBe(targets.length);
    expect(Object.entries(made).filter(([, count]) => count < attacksPerTable)).toEqual([]);
    expect(tookMs).toBeLessThan(campaignLimitMs);
    const total = Object.values(made).reduce((sum, count) => sum + count, 0);
    console.log(`${total} attacks on ${targets.length} tables in ${(tookMs / 1000).toFixed(1)} s`);
  }, 120_000);

  it('keeps nothing of a context for the next borrower of the connection', async () => {
    const database = createDatabase({ url: tenants.running.test.url, poolSize: 1 });
    expect(await attackAfterwards(database, targets, tenants.b.person)).toEqual([]);
    await database.close();
  });

  it('lets the login take on no role that owns tables or passes policies', async () => {
    for (const role of ['atelier_owner', 'atelier_search']) {
      await expect(tenants.running.app.ports.database.pool.query(`set role ${role}`)).rejects.toMatchObject({
        code: '42501',
      });
    }
  });
});
