import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const repository = join(import.meta.dirname, '../..');

export interface ManagedProcess {
  readonly name: string;
  readonly isReady: boolean;
  /** Resolves when the current process says it is ready. */
  ready(): Promise<void>;
  /** SIGKILL; a new process starts right away. */
  kill(): void;
  /** SIGKILL for good. */
  end(): Promise<void>;
}

export interface ProcessOptions {
  name: string;
  /** File to run, from the repository's root, and its arguments. */
  args: string[];
  compileCacheDir: string;
  onLine?: (line: string) => void;
  /** Called when a process ends that nobody killed. `wasReady` tells a failed start from a fall. */
  onFall: (fall: { name: string; wasReady: boolean; code: number | null; words: string }) => void;
}

const restartAfterFallMs = 300;
const wordsLimit = 3_000;

/** A process that is always there: killed or fallen, it is started anew, until it is ended. */
export function keepProcess(options: ProcessOptions): ManagedProcess {
  let ended = false;
  let child: ChildProcess | undefined;
  let isReady = false;
  let waiting: (() => void)[] = [];

  function start(): void {
    isReady = false;
    const next = spawn(process.execPath, options.args, {
      cwd: repository,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: options.compileCacheDir, TMPDIR: process.env.TMPDIR },
    });
    child = next;
    let words = '';
    next.stdin?.on('error', () => {});
    createInterface({ input: next.stdout! }).once('line', () => {
      isReady = child === next;
      for (const tell of waiting) tell();
      waiting = [];
    });
    createInterface({ input: next.stderr! }).on('line', (line) => {
      words = `${words}${line}\n`.slice(-wordsLimit);
      options.onLine?.(line);
    });
    next.once('exit', (code, signal) => {
      const wasReady = isReady;
      isReady = false;
      if (ended) return;
      if (signal === 'SIGKILL') return start();
      options.onFall({ name: options.name, wasReady, code, words });
      setTimeout(() => {
        if (!ended) start();
      }, restartAfterFallMs);
    });
  }
  start();

  return {
    name: options.name,
    get isReady() {
      return isReady;
    },
    ready: () => (isReady ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    kill() {
      isReady = false;
      child?.kill('SIGKILL');
    },
    async end() {
      ended = true;
      const last = child;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      const gone = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGKILL');
      await gone;
    },
  };
}
