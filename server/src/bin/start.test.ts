import { chownSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { createClient, downloadFile, uploadFile } from '#sdk/index.ts';
import { databaseUrl, testLoginPassword } from '#test/database.ts';
import { createSessionFetch } from '#test/session-fetch.ts';
import { until } from '#test/until.ts';
import { findFreePort } from '../db/free-port.ts';
import { processesOn, spawnStart } from './start-process.fixture.ts';
import type { StartedProcess } from './start-process.fixture.ts';

/** A start builds the page where its sources have changed, and the machine may be busy. */
const timeoutMs = 240_000;
const onLinux = process.platform === 'linux';
const nobody = 65_534;

let scratch: string;
const running = new Set<StartedProcess>();
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'atelier-start-'));
});
afterEach(async () => {
  for (const started of running) started.signal('SIGINT');
  await Promise.all([...running].map(({ ended }) => ended));
  running.clear();
  if (onLinux) for (const pid of processesOn(scratch)) killIfThere(pid);
});
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function start(name: string, options: Partial<Parameters<typeof spawnStart>[0]> = {}) {
  const dataDir = join(scratch, name);
  const port = await findFreePort(0);
  const started = spawnStart({ ...options, args: ['--port', String(port), '--data', dataDir] });
  running.add(started);
  void started.ended.then(() => running.delete(started));
  return { started, dataDir, url: `http://127.0.0.1:${port}` };
}

/** One of them may end with another before its own turn comes. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

async function isUp(url: string): Promise<boolean> {
  return (await fetch(`${url}/healthz`).catch(() => null))?.ok ?? false;
}

const email = 'ada@example.org';
const password = 'a password for tests';

describe('npm start', () => {
  it(
    'loses nothing when everything is killed: jobs finish, the library is whole; the second start is warm',
    async () => {
      const first = await start('killed');
      await first.started.said('Ready after');
      expect(first.started.words()).toContain('Creating the database.');
      expect(await (await fetch(first.url)).text()).toContain('<title>');

      const session = createSessionFetch('test');
      const before = createClient({ url: first.url, fetch: session.fetch });
      await before.accounts.signUp({ email, password, displayName: 'Ada' });
      const apiKey = (await before.accounts.createApiKey({ name: 'Test' })).secret;
      const text = Buffer.from('Something written down.\n'.repeat(1_000));
      const { assetId } = await uploadFile(new Blob([text]), { url: first.url, apiKey, name: 'notes.txt' });
      const request = {
        operation: 'image.generate',
        model: 'demo/scenery',
        parameters: { prompt: 'a lake', count: 1 },
        inputs: [],
      };
      const quote = await before.jobs.quote(request);
      const job = await before.jobs.start({ ...request, quoteId: quote.id });
      await until('the job is under way', async () => (await before.jobs.get({ id: job.id })).state !== 'queued');

      const pids = onLinux ? processesOn(first.dataDir) : [first.started.pid];
      if (onLinux) expect(pids.length).toBeGreaterThan(3);
      for (const pid of pids) killIfThere(pid);
      expect(await first.started.ended).toBe('SIGKILL');

      const second = await start('killed');
      await second.started.said('Ready after');
      expect(second.started.words()).not.toMatch(/Creating|Prepared|Building/);
      const after = createClient({ url: second.url, apiKey });
      const finished = await until(
        'the job is done',
        async () => {
          const seen = await after.jobs.get({ id: job.id });
          return seen.finishedAt ? seen : null;
        },
        timeoutMs / 2,
      );
      expect(finished).toMatchObject({ state: 'succeeded', creditsCharged: 1, outputs: [{ mediaType: 'image/png' }] });
      expect(await after.billing.balance()).toMatchObject({ available: 499, held: 0 });
      const { asset } = await after.library.get({ id: assetId });
      expect((await buffer(await downloadFile({ url: second.url, file: asset.urls.original }))).equals(text)).toBe(
        true,
      );

      second.started.signal('SIGINT');
      expect(await second.started.ended).toBe(0);
      expect(second.started.words()).toContain('Stopping …');
      if (onLinux) expect(processesOn(second.dataDir)).toEqual([]);
    },
    timeoutMs,
  );

  it(
    'does not touch another Atelier on the same folder, and brings a fallen demo service back',
    async () => {
      const first = await start('shared');
      await first.started.said('Ready after');
      const second = await start('shared');
      expect(await second.started.ended).toBe(1);
      expect(second.started.words()).toContain(`Another Atelier is running on the data folder ${first.dataDir}.`);
      expect(await isUp(first.url)).toBe(true);

      const demos = onLinux ? processesOn(join(first.dataDir, 'demo')) : [];
      for (const pid of demos) process.kill(pid, 'SIGKILL');
      if (demos.length > 0) {
        await first.started.said('The demo service fell; starting it again.');
        await until('it is back', async () => processesOn(join(first.dataDir, 'demo')).length > 0);
      }
    },
    timeoutMs,
  );

  it(
    'stops on Ctrl-C also in the middle of starting, and when whoever started it is killed',
    async () => {
      const early = await start('early');
      await early.started.said('Starting the database');
      early.started.signal('SIGINT');
      expect(await early.started.ended).toBe(0);
      if (onLinux) expect(processesOn(early.dataDir)).toEqual([]);

      const wrapped = await start('early', { wrapped: true });
      await wrapped.started.said('Ready after');
      wrapped.started.signal('SIGKILL');
      await wrapped.started.ended;
      await until('nothing answers any more', async () => !(await isUp(wrapped.url)));
      if (onLinux) await until('no process is left', async () => processesOn(wrapped.dataDir).length === 0);
    },
    timeoutMs,
  );

  it(
    'works on a database of your own',
    async () => {
      const admin = new pg.Client({ connectionString: inject('postgresUrl') });
      await admin.connect();
      const name = `external_${process.pid}`;
      await admin.query(`create database ${name}`);
      // The roles belong to the whole cluster, which this run shares: their password must stay what it is.
      await mkdir(join(scratch, 'external/secrets'), { recursive: true });
      await writeFile(join(scratch, 'external/secrets/database-password'), testLoginPassword);
      const adminUrl = databaseUrl(inject('postgresUrl'), name);
      const { started, url, dataDir } = await start('external', { variables: { ATELIER_DATABASE_URL: adminUrl } });
      await started.said('Ready after');
      expect(started.words()).toContain('Connecting to the database at');
      expect(started.words()).not.toContain(new URL(adminUrl).password);
      const client = createClient({ url, fetch: createSessionFetch('test').fetch });
      expect((await client.accounts.signUp({ email, password, displayName: 'Ada' })).account.operator).toBe(true);
      started.signal('SIGTERM');
      expect(await started.ended).toBe(0);
      if (onLinux) expect(processesOn(dataDir)).toEqual([]);
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
    timeoutMs,
  );

  it.skipIf(process.getuid?.() !== 0)(
    'starts as an ordinary user on a folder of theirs',
    async () => {
      const dataDir = join(scratch, 'theirs');
      await mkdir(dataDir);
      chownSync(dataDir, nobody, nobody);
      chownSync(scratch, nobody, nobody);
      const { started, url } = await start('theirs', { uid: nobody });
      await started.said('Ready after');
      expect(await isUp(url)).toBe(true);
    },
    timeoutMs,
  );
});
