import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { isAlive } from './postmaster.ts';

const settings = { fsync: 'off' };
let dataDir: string;

beforeAll(() => {
  dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-embedded-'));
});
afterAll(async () => {
  const left = await start();
  await left.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
});

function start(port = 0) {
  return startEmbeddedPostgres({ dataDir, port, log: () => undefined, settings });
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(question);
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Starts a process that owns the database, kills it without a word and answers with what it had said. */
async function startAndKillOwner(): Promise<{ pid: number; url: string }> {
  const module = path.join(import.meta.dirname, 'embedded-postgres.ts');
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const { pid, url } = await startEmbeddedPostgres({ ...${JSON.stringify({ dataDir, port: 0, settings })}, log() {} });
    process.stdout.write(JSON.stringify({ pid, url }));
    setInterval(() => undefined, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(owner.stdout, 'data')) as [Buffer];
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  return JSON.parse(String(said)) as { pid: number; url: string };
}

describe('the embedded Postgres', () => {
  it('keeps what was written over a stop and a start', async () => {
    const first = await start();
    await ask(first.url, 'create table kept (word text)');
    await ask(first.url, `insert into kept values ('still here')`);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);

    const second = await start();
    expect(await ask(second.url, 'select word from kept')).toBe('still here');
    await second.stop();
  });

  it('never writes statements or values into its log', async () => {
    const postgres = await start();
    await expect(ask(postgres.url, `select 'canary-in-a-failing-statement'::int`)).rejects.toThrow(/invalid input/);
    await expect(ask(postgres.url, 'select canary_column from nowhere')).rejects.toThrow(/does not exist/);
    await postgres.stop();
    const log = fs.readFileSync(path.join(dataDir, 'postgres', 'postgres.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toContain('canary');
  });

  it('takes over the server that a killed process left running, and stops it', async () => {
    const left = await startAndKillOwner();
    const adopter = await start();
    expect(adopter).toMatchObject({ pid: left.pid, url: left.url, adopted: true, mode: 'adopted' });
    await adopter.stop();
    expect(isAlive(left.pid)).toBe(false);
  });

  it('starts although the number in the pid file now belongs to another program', async () => {
    const pidFile = path.join(dataDir, 'postgres', '18', 'postmaster.pid');
    fs.writeFileSync(pidFile, `${process.pid}\n${path.dirname(pidFile)}\n0\n5432\n\n127.0.0.1\n`);
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    await postgres.stop();
  });

  it('begins again where a kill left half a database', async () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-embedded-'));
    fs.mkdirSync(path.join(other, 'postgres', '18.draft'), { recursive: true });
    fs.writeFileSync(path.join(other, 'postgres', '18.draft', 'PG_VERSION'), '18');
    const postgres = await startEmbeddedPostgres({ dataDir: other, port: 0, log: () => undefined, settings });
    expect(await ask(postgres.url, 'show server_encoding')).toBe('UTF8');
    await postgres.stop();
    fs.rmSync(other, { recursive: true });
  });

  it('takes another port when the wanted one is in use', async () => {
    const squatter = net.createServer().listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const { port } = squatter.address() as net.AddressInfo;
    const postgres = await start(port);
    expect(Number(new URL(postgres.url).port)).not.toBe(port);
    expect(await ask(postgres.url, 'select 1')).toBe(1);
    await postgres.stop();
    squatter.close();
  });

  it('names ATELIER_DATABASE_URL where the platform has no binaries', () => {
    expect(() => findPostgresBinaries('aix', 'ppc64')).toThrow(
      /No embedded Postgres for aix-ppc64.*ATELIER_DATABASE_URL/s,
    );
  });
});
