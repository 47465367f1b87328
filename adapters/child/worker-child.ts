import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ChildCrashed, ChildTaskFailed } from './child-errors.ts';
import { childPermissions } from './child-permissions.ts';
import { OVER_MEMORY_EXIT_CODE } from './child-task.ts';
import type { ChildMessage, RunMessage } from './child-task.ts';

const MAIN = fileURLToPath(new URL('./child-main.ts', import.meta.url));
const STDERR_KEPT_CHARACTERS = 4_000;

export interface WorkerChildOptions {
  module: string;
  memoryMb: number;
  readable: string[];
  writable: string[];
  environment: Record<string, string>;
}

interface RunningTask {
  id: number;
  onProgress(progress: unknown): void;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** One child process that does one task at a time. */
export class WorkerChild {
  readonly exited: Promise<void>;
  alive = true;
  tasksDone = 0;
  readonly #options: WorkerChildOptions;
  readonly #process: ChildProcess;
  #running: RunningTask | null = null;
  #stderr = '';

  constructor(options: WorkerChildOptions) {
    this.#options = options;
    this.#process = fork(MAIN, [options.module, String(options.memoryMb)], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { ...options.environment },
      execArgv: [`--max-old-space-size=${options.memoryMb}`, ...childPermissions(options)],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_KEPT_CHARACTERS);
    });
    this.#process.on('message', (message) => this.#receive(message as ChildMessage));
    this.exited = new Promise((resolve) => {
      // `close` follows the last byte of the error stream, `error` means that nothing was started.
      this.#process.once('close', (exitCode, signal) => resolve(this.#end(exitCode, signal)));
      this.#process.once('error', (error) => {
        this.#stderr += error.message;
        if (this.#process.pid === undefined) resolve(this.#end(null, null));
      });
    });
    this.#hold(false);
  }

  run(task: unknown, onProgress: (progress: unknown) => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const id = this.tasksDone + 1;
      this.#running = { id, onProgress, resolve, reject };
      this.#hold(true);
      // A send that fails is followed by the end of the child, which rejects the task.
      this.#process.send({ id, task } satisfies RunMessage, () => {});
    });
  }

  kill(): void {
    // Whoever waits for the end of an idle child must not be ended before it.
    this.#process.ref();
    this.#process.kill('SIGKILL');
  }

  /** An idle child must not keep its parent from ending. */
  #hold(busy: boolean): void {
    if (busy) {
      this.#process.ref();
      this.#process.channel?.ref();
    } else {
      this.#process.unref();
      this.#process.channel?.unref();
    }
  }

  #receive(message: ChildMessage): void {
    const running = this.#running;
    if (running === null || running.id !== message.id) return;
    if (message.kind === 'progress') return running.onProgress(message.progress);
    this.#running = null;
    this.tasksDone += 1;
    this.#hold(false);
    if (message.kind === 'done') running.resolve(message.result);
    else running.reject(new ChildTaskFailed(message.thrown));
  }

  #end(exitCode: number | null, signal: string | null): void {
    this.alive = false;
    const overMemory = exitCode === OVER_MEMORY_EXIT_CODE || this.#stderr.includes('heap out of memory');
    const ended = { exitCode, signal, overMemory, detail: this.#stderr };
    this.#running?.reject(new ChildCrashed(ended, this.#options.memoryMb));
    this.#running = null;
  }
}
