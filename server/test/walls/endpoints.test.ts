import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, Visitor } from '../start-test-app.ts';
import { addViewer } from './add-viewer.ts';
import { callEndpoint, listEndpoints } from './call-endpoint.ts';
import type { Answer, Endpoint } from './call-endpoint.ts';
import { declaredTables } from './declared-tables.ts';
import { digestRows, findPossessions } from './possessions.ts';
import { readCatalog } from './read-catalog.ts';
import { routeRows } from './route-rows.data.ts';
import type { RouteRow } from './route-rows.data.ts';
import { findTargets } from './target.ts';
import { startTwoTenants } from './two-tenants.ts';
import type { TwoTenants } from './two-tenants.ts';

describe('every endpoint, asked for somebody else’s things', () => {
  const endpoints = listEndpoints();
  const ordered = Object.keys(routeRows).flatMap((name) => endpoints.find((endpoint) => endpoint.name === name) ?? []);
  let tenants: TwoTenants;
  let viewer: Person;
  beforeAll(async () => {
    tenants = await startTwoTenants();
    viewer = await addViewer(tenants.running, tenants.b.person);
  }, 120_000);
  afterAll(() => tenants.running.close());

  it('has a row in the matrix, and every row an endpoint', () => {
    const names = endpoints.map(({ name }) => name);
    const missing = names
      .filter((name) => !(name in routeRows))
      .map((name) => `${name}: add a row to test/walls/route-rows.data.ts`);
    expect([...missing, ...Object.keys(routeRows).filter((name) => !names.includes(name))]).toEqual([]);
    expect(endpoints.length).toBeGreaterThan(20);
  });

  it('answers a visitor 401 wherever it is not public', async () => {
    await goThrough(
      tenants.running.visitor(),
      (row, { access }) => (access === 'public' ? (row.visitor ?? 0) : 401),
      everything,
    );
  });

  it('gives another tenant’s person nothing and changes nothing', async () => {
    const before = await digest();
    await goThrough(tenants.a.person, (row) => row.foreign, everything);
    expect(await digest()).toEqual(before);
  });

  it('gives another tenant’s key nothing and changes nothing', async () => {
    const before = await digest();
    const key = tenants.running.withKey(tenants.a.apiKey.secret);
    await goThrough(
      key,
      (row, { access }) => (access === 'session' || access === 'operator' ? 403 : row.foreign),
      everything,
    );
    expect(await digest()).toEqual(before);
  });

  it('lets a viewer look, change nothing, and learn nothing about the person', async () => {
    const before = await digest();
    const personal = ['email', 'displayName', 'password', 'userAgent', 'sessionId'];
    await goThrough(
      viewer,
      (row) => row.viewer,
      (found) => found.filter((name) => personal.includes(name)),
    );
    expect(await digest()).toEqual(before);
  });

  it('refuses an API key of the same person on what needs a session', async () => {
    const key = tenants.running.withKey(tenants.b.apiKey.secret);
    const sessionOnly = ordered.filter(({ access }) => access === 'session' || access === 'operator');
    expect(sessionOnly.length).toBeGreaterThan(5);
    await goThrough(key, () => 403, everything, sessionOnly);
  });

  it('gives the owner what it refuses to the others', async () => {
    const seen: string[] = [];
    await goThrough(
      tenants.b.person,
      (row) => row.owner,
      (found) => {
        seen.push(...found);
        return [];
      },
    );
    // What the scan looks for is really in these answers, when they are for the right one.
    expect(seen).toEqual(
      expect.arrayContaining([
        'workspaceId',
        'accountId',
        'email',
        'displayName',
        'prompt',
        'jobId',
        'generatedAssetId',
        'sessionId',
        'keyName',
      ]),
    );
  });

  const everything = (found: string[]) => found;

  async function digest(): Promise<Record<string, string>> {
    const { admin } = tenants.running.test;
    const parties = { a: tenants.a.person, b: tenants.b.person };
    return digestRows(admin, await findTargets(admin, await readCatalog(admin), declaredTables(), parties), tenants.b);
  }

  /** Asks every endpoint as one principal and compares status and content with the matrix. */
  async function goThrough(
    principal: Visitor,
    expected: (row: RouteRow, endpoint: Endpoint) => number,
    forbidden: (found: string[]) => string[],
    asked = ordered,
  ): Promise<void> {
    // The limits are tested where they are made; here every request is to be answered for what it asks.
    await tenants.running.test.admin.query('delete from app.rate_buckets');
    const faults: string[] = [];
    for (const endpoint of asked) {
      const row = routeRows[endpoint.name]!;
      const answer: Answer = await callEndpoint(principal, endpoint, row.input(tenants.b));
      const status = expected(row, endpoint);
      if (answer.status !== status)
        faults.push(
          `${endpoint.name} answered ${answer.status}, not ${status}: ${answer.text.split('\n\n')[1]?.slice(0, 200)}`,
        );
      const found = forbidden(findPossessions(tenants.b, answer.text));
      if (found.length > 0) faults.push(`${endpoint.name} told ${found.join(', ')}`);
    }
    expect(faults).toEqual([]);
  }
});
