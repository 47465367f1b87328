import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '#server/kernel/log.ts';
import type { LogEntry } from '#server/kernel/log.ts';
import { sha256Hex } from '#server/kernel/ids.ts';
import { findCanaries, needlesOf } from './canaries.ts';
import { compareWithCatalog, findUndeclaredLeaves } from './declared-columns.ts';
import { declaredTables } from './declared-tables.ts';
import { readCatalog } from './read-catalog.ts';
import { findCanariesInFiles, findCanariesInRows, findUndeclaredLogFields } from './stray-canaries.ts';
import { startTwoTenants } from './two-tenants.ts';
import type { TwoTenants } from './two-tenants.ts';

describe('the data map', () => {
  let tenants: TwoTenants;
  let superuser: pg.Client;
  let needles: Record<string, string>;
  beforeAll(async () => {
    tenants = await startTwoTenants();
    const { running, operator, b } = tenants;
    superuser = new pg.Client({ connectionString: running.test.adminUrl });
    await superuser.connect();
    const { items: mails } = await operator.sdk.notifications.listMails({});
    const tokens = mails
      .filter(({ to }) => to === b.canaries.email)
      .flatMap(({ text }) => /#(\S{20,})/.exec(text)?.[1] ?? []);
    expect(tokens.length).toBeGreaterThan(1);
    needles = {
      ...needlesOf(b.canaries),
      apiKey: b.apiKey.secret.slice(-40),
      cookie: b.person.cookie().split('=').at(-1) ?? '',
      ...Object.fromEntries(tokens.map((token, index) => [`mailed secret ${index}`, token])),
    };
  }, 120_000);
  afterAll(async () => {
    await superuser.end();
    await tenants.running.close();
  });

  /** Does something to the database that nobody else sees, and takes it back. */
  async function planted<Result>(sql: string, look: () => Promise<Result>): Promise<Result> {
    await superuser.query('begin');
    try {
      await superuser.query(sql);
      return await look();
    } finally {
      await superuser.query('rollback');
    }
  }
  const compare = async (declared = declaredTables()) => compareWithCatalog(await readCatalog(superuser), declared);
  const leaves = () => findUndeclaredLeaves(superuser, declaredTables());
  const rows = async () => findCanariesInRows(superuser, await readCatalog(superuser), declaredTables(), needles);

  it('has an entry for every table and column, and a column for every entry', async () => {
    expect(await compare()).toEqual([]);
  });

  it.for([
    ['alter table app.jobs add column note text', 'app.jobs.note has no entry'],
    ['create table app.notes (id uuid primary key)', 'app.notes has no entry in a data map'],
    ['create table dbos.more (id uuid primary key)', 'dbos.more has no entry in a data map'],
    ['alter table app.uploads drop column name', 'uploads.name is declared and does not exist'],
    [
      'alter table app.assets alter column media_type type jsonb using to_jsonb(media_type)',
      'app.assets.media_type is jsonb and not declared as such',
    ],
  ] as const)('notices what was planted: %s', async ([sql, fault]) => {
    expect(await planted(sql, compare)).toContain(fault);
  });

  it('declares every leaf of JSON that lies in a row', async () => {
    expect(await leaves()).toEqual([]);
  });

  it.for([
    [
      `update app.jobs set parameters = parameters || '{"camera": {"place": "home"}}'`,
      'app.jobs.parameters holds camera.place, which is not declared',
    ],
    [
      `update app.jobs set error = '{"class": "failed", "answer": "raw"}'`,
      'app.jobs.error holds answer, which is not declared',
    ],
    [
      `update app.events set payload = payload || '{"name": "Bob"}'`,
      'app.events.payload holds name, which is not declared',
    ],
  ] as const)('notices a leaf that was planted: %s', async ([sql, fault]) => {
    expect(await planted(sql, leaves)).toContain(fault);
  });

  it('finds what a person typed only where it is declared to lie', async () => {
    const { stray, declared } = await rows();
    expect(stray).toEqual([]);
    expect(declared).toEqual(
      expect.arrayContaining([
        'prompt in app.jobs.parameters: prompt',
        'prompt in app.steps.parameters: prompt',
        'assetName in app.assets.name',
        'fileName in app.uploads.name',
        'keyName in app.api_keys.name',
      ]),
    );
  });

  it.for([
    ['email', `update app.jobs set stage = 'bob-canary-email'`, 'email in app.jobs.stage'],
    ['display name', `update app.accounts set timezone = 'bobcanarydisplay'`, 'displayName in app.accounts.timezone'],
    [
      'address in base64',
      `update app.quotes set request_hash = 'x' || encode('bob-canary-email@example.org', 'base64')`,
      'email in app.quotes.request_hash',
    ],
    [
      'address in hex',
      `update app.attempts set token = encode('bob-canary-email', 'hex') || id`,
      'email in app.attempts.token',
    ],
    ['prompt', `update app.events set payload = '{"stage": "bobcanaryprompt"}'`, 'prompt in app.events.payload: stage'],
    [
      'prompt in the engine',
      `update dbos.operation_outputs set output = 'bobcanaryprompt'`,
      'prompt in dbos.operation_outputs.output',
    ],
    [
      'unsealed address',
      `update app.accounts set email_sealed = 'bob-canary-email@example.org'`,
      'email in app.accounts.email_sealed',
    ],
  ] as const)('notices a canary that was planted: %s', async ([, sql, sighting]) => {
    expect((await planted(sql, rows)).stray).toContain(sighting);
  });

  it('keeps no plain hash of an address either', async () => {
    const hashes = [sha256Hex(tenants.b.canaries.email), sha256Hex(tenants.b.canaries.displayName)];
    const dump = JSON.stringify((await superuser.query('select to_jsonb(a) from app.accounts a')).rows);
    expect(hashes.filter((hash) => dump.includes(hash))).toEqual([]);
  });

  it('leaves nothing in files but the content of the files themselves', async () => {
    const found = await findCanariesInFiles(tenants.running.dataDir, needles);
    // The demo service stands for a provider, which is told the prompt and nothing else.
    const ours = found.filter((sighting) => !/ in demo\b/.test(sighting));
    expect(ours.filter((sighting) => !sighting.startsWith('fileText in objects'))).toEqual([]);
    expect(ours.length).toBeGreaterThan(0);
    expect(
      new Set(found.filter((sighting) => / in demo\b/.test(sighting)).map((sighting) => sighting.split(' ')[0])),
    ).toEqual(new Set(['prompt']));
  });

  it('writes no canary and no undeclared field into the log', () => {
    const { logLines } = tenants.running;
    expect(logLines.length).toBeGreaterThan(50);
    expect(findCanaries(logLines.join('\n'), needles)).toEqual([]);
    expect(findUndeclaredLogFields(logLines)).toEqual([]);
  });

  it('notices a planted log field, and the log itself drops it', () => {
    const lines: string[] = [];
    const log = createLog({ level: 'info', now: () => new Date(), write: (line) => lines.push(line) });
    log('info', 'planted', { email: 'bob-canary-email@example.org' } as LogEntry);
    expect(findCanaries(lines.join(), needles)).toEqual([]);
    expect(findUndeclaredLogFields(['{"at":"","level":"info","event":"planted","email":"x"}'])).toEqual(['email']);
  });

  it('keeps canaries out of the log of Postgres, also when a statement with one fails', async ({ skip }) => {
    const { rows: settings } = await superuser.query<{ data_directory: string }>('show data_directory');
    const file = join(dirname(settings[0]?.data_directory ?? ''), 'postgres.log');
    const before = await readFile(file, 'utf8').catch(() => null);
    if (before === null) return skip('this Postgres is not ours, and its log is elsewhere');
    const provoke = async () => {
      await expect(superuser.query(`select 'bob-canary-email'::int`)).rejects.toThrow();
      await expect(superuser.query('select $1::int', ['bobcanaryprompt'])).rejects.toThrow();
    };
    await provoke();
    expect(findCanaries(await readFile(file, 'utf8'), needles)).toEqual([]);
    // With the settings of any other installation it would be there: so we look at the right place.
    await superuser.query(`set log_min_messages = 'error'; set log_min_error_statement = 'error'`);
    await superuser.query(`do $$ begin raise log 'looked for by a test: %', 'adacanaryplanted'; end $$`);
    await provoke();
    await superuser.query('reset log_min_messages; reset log_min_error_statement');
    const after = (await readFile(file, 'utf8')).slice(before.length);
    expect(findCanaries(after, needles)).toEqual(expect.arrayContaining(['email']));
  });
});
