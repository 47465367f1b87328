import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '#contract/api/index.ts';
import { startTestApp } from '../start-test-app.ts';
import type { Person, TestApp } from '../start-test-app.ts';
import { callEndpoint, listEndpoints } from './call-endpoint.ts';
import type { Endpoint } from './call-endpoint.ts';

/** Values that some part of a server chokes on: the database, a path, a pattern, a number, a type. */
const nasty: unknown[] = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00 lone',
  '',
  ' ',
  'x'.repeat(300_000),
  `'; drop table app.jobs; --`,
  '../../../etc/passwd',
  '%00',
  '{"$gt": ""}',
  '\u202egnp.exe',
  Buffer.from('["x","y"]').toString('base64url'),
  Buffer.from(`["${'9'.repeat(40)}","y"]`).toString('base64url'),
  Buffer.from('["2026-01-01T00:00:00Z","\\u0000"]').toString('base64url'),
  '00000000-0000-0000-0000-000000000000',
  '99999999999999999999999999',
  0,
  -1,
  1.5,
  1e308,
  true,
  null,
  [],
  ['\u0000'],
  {},
  { '\u0000': '\u0000' },
  { __proto__: null, constructor: { prototype: {} } },
];

describe('malformed input', () => {
  let running: TestApp;
  let person: Person;
  beforeAll(async () => {
    running = await startTestApp({ worker: false, app: { proof: { recovery: 'replay-key' } } });
    // As the operator, to whom every endpoint answers.
    person = await running.signUp();
  });
  afterAll(() => running.close());

  /** A request that fits, so that one field alone is wrong at a time. */
  const fitting: Record<string, unknown> = {
    email: 'fitting@example.org',
    password: 'a fitting password',
    displayName: 'Fitting',
    token: 'a token',
    name: 'Fitting',
    timezone: 'Europe/Paris',
    id: '0190a5f0-0000-7000-8000-000000000000',
    ids: ['0190a5f0-0000-7000-8000-000000000000'],
    operation: 'image.generate',
    model: 'demo/tiny',
    parameters: { prompt: 'fitting' },
    inputs: [],
    quoteId: '0190a5f0-0000-7000-8000-000000000000',
    favourite: true,
    limit: 5,
  };

  const endpoints = listEndpoints().filter(({ name }) => name !== 'accounts.signOut');
  it.for(endpoints)('is refused by $name, never a fault', async (endpoint) => {
    const fields = fieldsOf(endpoint);
    const faults: string[] = [];
    for (const field of fields) {
      for (const value of [...nasty, ...(field === 'parameters' ? nasty.map((inner) => ({ prompt: inner })) : [])]) {
        const given = Object.fromEntries(fields.filter((name) => name in fitting).map((name) => [name, fitting[name]]));
        await running.test.admin.query('delete from app.rate_buckets');
        const answer = await callEndpoint(person, endpoint, { ...given, [field]: value });
        if (answer.status >= 500)
          faults.push(`${field} = ${JSON.stringify(value).slice(0, 60)} was answered ${answer.status}`);
      }
    }
    expect(faults).toEqual([]);
  });

  it('never reaches a job: a prompt that no table can keep is refused with its quote', async () => {
    const request = { operation: 'image.generate', model: 'demo/tiny', parameters: { prompt: 'a\u0000b' } };
    const answer = await person.send('/api/quotes', { method: 'POST', json: request });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('parameters.prompt')]);
  });

  it('that is no JSON, or too large, is refused as well', async () => {
    const headers = { 'content-type': 'application/json' };
    for (const [body, status] of [
      ['{', 400],
      ['null', 400],
      ['"text"', 400],
      ['[]', 400],
      ['\u0000', 400],
      [`{"name":"${'x'.repeat(1_100_000)}"}`, 413],
    ] as const) {
      const answer = await person.send('/api/api-keys', { method: 'POST', headers, body });
      expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), status]);
    }
  });

  function fieldsOf({ name }: Endpoint): string[] {
    const [domain = '', verb = ''] = name.split('.');
    const procedure = (
      api as unknown as Record<string, Record<string, { '~orpc': { inputSchema?: { shape?: object } } }>>
    )[domain]?.[verb];
    return Object.keys(procedure?.['~orpc'].inputSchema?.shape ?? {});
  }
});
