import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { findFreePort } from '#server/db/free-port.ts';

const root = path.join(import.meta.dirname, '../..');
const readyWithinMs = 120_000;
const askEveryMs = 20;

export interface StartedStudio {
  url: string;
  /** From starting the command to the first answer of the page. */
  readyAfterMs: number;
  /** Of all its processes now, shared pages counted once. Linux only. */
  memoryBytes(): number;
  stop(): Promise<void>;
}

/** `npm start` as a user types it. */
export async function startStudio(dataDir: string): Promise<StartedStudio> {
  const port = await findFreePort(0);
  const url = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--silent', '--', '--port', String(port), '--data', dataDir], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ATELIER_LOG_LEVEL: 'warn' },
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  while (!(await answers(url))) {
    if (child.exitCode !== null || performance.now() - startedAt > readyWithinMs)
      throw new Error('The studio did not start');
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  return {
    url,
    readyAfterMs: performance.now() - startedAt,
    memoryBytes: () => processesOn(dataDir).reduce((sum, pid) => sum + proportionalBytes(pid), 0),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      // npm is gone before what it started.
      while (processesOn(dataDir).length > 0) await new Promise((resolve) => setTimeout(resolve, askEveryMs));
    },
  };
}

async function answers(url: string): Promise<boolean> {
  return (await fetch(url).catch(() => null))?.ok ?? false;
}

/** Processes that name the folder on their command line or are at home in it, this one and npm's own left out. */
function processesOn(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        if (command.startsWith('npm')) return false;
        return command.includes(dataDir) || readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function proportionalBytes(pid: number): number {
  try {
    const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
