import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const READY_POLL_MS = 25;
/** Crash recovery of a large write-ahead log can take a while. */
const READY_TRIES = 4_000;
const STOP_POLL_MS = 25;
const FAST_STOP_TRIES = 1_200;
const IMMEDIATE_STOP_TRIES = 200;

export interface Postmaster {
  pid: number;
  port: number;
}

/** The postmaster that serves `cluster` right now, if any. A pid file without one is removed. */
export function findPostmaster(cluster: string): Postmaster | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  if (!fs.existsSync(file)) return undefined;
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (isAlive(pid) && isPostgresIn(pid, cluster)) return port > 0 ? { pid, port } : undefined;
  // Another program may have got the number since (containers start counting anew), which Postgres takes for itself.
  fs.rmSync(file, { force: true });
  return undefined;
}

/** Waits until the server answers; false when `hasEnded` says that it never will. Throws after about 100 s of silence. */
export async function answers(url: string, hasEnded: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if (hasEnded()) return false;
    if (await answersOnce(url)) return true;
    await sleep(READY_POLL_MS);
  }
  throw new Error(`Postgres did not answer within ${(READY_TRIES * READY_POLL_MS) / 1000} s of starting.`);
}

/** Ends open sessions and stops in order; when that takes longer than 30 s, at once (the next start then recovers). */
export async function stopPostmaster(pid: number, stopOnWindows: () => void): Promise<void> {
  if (process.platform === 'win32') return stopOnWindows();
  for (const [signal, tries] of [
    ['SIGINT', FAST_STOP_TRIES],
    ['SIGQUIT', IMMEDIATE_STOP_TRIES],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let count = 0; count < tries; count += 1) {
      if (!isAlive(pid)) return;
      await sleep(STOP_POLL_MS);
    }
  }
  throw new Error(`Postgres (process ${pid}) does not stop. End it by hand; nothing committed is lost.`);
}

/** A zombie is not alive: in a container without an init nobody collects it, so its number stays forever. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}

function isPostgresIn(pid: number, cluster: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    if (process.platform !== 'linux') {
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(cluster);
    }
    if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')) return false;
    return fs.realpathSync(`/proc/${pid}/cwd`) === fs.realpathSync(cluster);
  } catch {
    return false;
  }
}

async function answersOnce(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    // 28P01: the server is there and refuses our password; waiting will not change its mind.
    if ((error as { code?: string }).code === '28P01') throw error;
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
