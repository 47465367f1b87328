import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

export interface StartedProcess {
  pid: number;
  /** Everything it has said so far, on both streams. */
  words(): string;
  /** Resolves once it has said so; throws with all its words when it ends before. */
  said(text: string): Promise<void>;
  /** Resolves with its exit code, or the signal that ended it. */
  ended: Promise<number | string>;
  signal(name: NodeJS.Signals): void;
}

interface StartOptions {
  args?: string[];
  variables?: Record<string, string>;
  /** By way of `tools/node.cjs`, as npm scripts are. */
  wrapped?: boolean;
  /** The user it runs as, where the test may choose. */
  uid?: number;
}

/** The real entry point in a process of its own, with none of our environment. */
export function spawnStart({ args = [], variables = {}, wrapped, uid }: StartOptions): StartedProcess {
  const files = wrapped ? ['tools/node.cjs', 'server/src/bin/start.ts'] : ['server/src/bin/start.ts'];
  const { PATH } = process.env;
  const child = spawn(process.execPath, [...files, ...args], {
    cwd: repository,
    env: { PATH, HOME: '/nonexistent', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let words = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words += String(chunk);
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid ?? 0,
    words: () => words,
    ended,
    signal: (name) => void child.kill(name),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!words.includes(text)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then((code) =>
          reject(new Error(`It ended with ${code} before saying “${text}”. It said:\n${words}`)),
        );
      }),
  };
}

/** Living processes that work on a data folder: named on their command line, or at home in it. Linux only. */
export function processesOn(dataDir: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        if (/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) return false;
        return (
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir) ||
          readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}
