import { fileURLToPath } from 'node:url';
import { ChildDeadline, ChildPoolClosed, ChildPoolFull } from './child-errors.ts';
import { WorkerChild } from './worker-child.ts';

export interface ChildPoolOptions {
  /** The module to run (see child-task.ts), as a file URL: `new URL('./decode.ts', import.meta.url)`. */
  module: URL;
  /** Most children at once. They start on demand. */
  size: number;
  /** Limit of one child's resident memory, native allocations included. */
  memoryMb: number;
  /** Default limit of one task, from the moment a child takes it; start of the child included. */
  deadlineMs: number;
  /** A child without work ends after this time. */
  idleMs: number;
  /** A child is replaced after so many tasks, so that what a decoder leaks does not add up. */
  recycleAfterTasks?: number;
  /** Most tasks that may wait. More are refused with `ChildPoolFull`. */
  queueLimit?: number;
  /** Absolute folders or files the module may read, besides our code. */
  readable?: string[];
  /** Absolute folders the module may read and write. */
  writable?: string[];
  /** The whole environment of the children; nothing of ours is passed on. */
  environment?: Record<string, string>;
}

export interface RunOptions<Progress> {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  deadlineMs?: number;
}

export interface ChildPool<Task, Result, Progress = unknown> {
  /**
   * Runs one task in a child. Rejects with `ChildTaskFailed` (the module threw), `ChildCrashed`, `ChildDeadline`,
   * `ChildPoolFull`, `ChildPoolClosed`, or the reason of `signal`, whose abort kills the child.
   */
  run(task: Task, options?: RunOptions<Progress>): Promise<Result>;
  /** Kills all children and rejects what waits or runs. Resolves when every child is gone. */
  close(): Promise<void>;
}

const DEFAULT_RECYCLE_AFTER_TASKS = 200;
const DEFAULT_QUEUE_LIMIT = 256;

interface QueuedTask {
  task: unknown;
  deadlineMs: number;
  signal: AbortSignal | undefined;
  onProgress(progress: unknown): void;
  resolve(result: unknown): void;
  reject(reason: unknown): void;
  leaveQueue(): void;
}

export function createChildPool<Task, Result, Progress = unknown>(
  options: ChildPoolOptions,
): ChildPool<Task, Result, Progress> {
  const queueLimit = options.queueLimit ?? DEFAULT_QUEUE_LIMIT;
  const recycleAfterTasks = options.recycleAfterTasks ?? DEFAULT_RECYCLE_AFTER_TASKS;
  const queue: QueuedTask[] = [];
  const children = new Set<WorkerChild>();
  const idle = new Map<WorkerChild, NodeJS.Timeout>();
  const busy = new Map<WorkerChild, (reason: unknown) => void>();
  let closed = false;

  return {
    run(task, { signal, onProgress, deadlineMs = options.deadlineMs } = {}) {
      if (closed) return Promise.reject(new ChildPoolClosed());
      if (signal?.aborted) return Promise.reject(signal.reason);
      if (queue.length >= queueLimit) return Promise.reject(new ChildPoolFull(queueLimit));
      return new Promise<Result>((resolve, reject) => {
        const report = onProgress as ((progress: unknown) => void) | undefined;
        const queued: QueuedTask = {
          task,
          deadlineMs,
          signal,
          onProgress: (progress) => report?.(progress),
          resolve: (result) => resolve(result as Result),
          reject,
          leaveQueue: () => leaveQueue(queued),
        };
        queue.push(queued);
        signal?.addEventListener('abort', queued.leaveQueue, { once: true });
        startNext();
      });
    },

    async close() {
      closed = true;
      for (const queued of queue.splice(0)) queued.reject(new ChildPoolClosed());
      for (const stop of busy.values()) stop(new ChildPoolClosed());
      for (const timer of idle.values()) clearTimeout(timer);
      idle.clear();
      for (const child of children) child.kill();
      await Promise.all([...children].map((child) => child.exited));
    },
  };

  function leaveQueue(queued: QueuedTask): void {
    const position = queue.indexOf(queued);
    if (position === -1) return;
    queue.splice(position, 1);
    queued.reject(queued.signal?.reason);
  }

  function startNext(): void {
    if (closed || queue.length === 0) return;
    const child = takeChild();
    if (child === null) return;
    const queued = queue.shift();
    if (queued !== undefined) void runOn(child, queued);
  }

  function takeChild(): WorkerChild | null {
    for (const [child, timer] of idle) {
      clearTimeout(timer);
      idle.delete(child);
      if (child.alive) return child;
    }
    // A killed child still holds its memory until it is gone, so it counts until then.
    return children.size < options.size ? addChild() : null;
  }

  function addChild(): WorkerChild {
    const child = new WorkerChild({
      module: fileURLToPath(options.module),
      memoryMb: options.memoryMb,
      readable: options.readable ?? [],
      writable: options.writable ?? [],
      environment: options.environment ?? {},
    });
    children.add(child);
    void child.exited.then(() => {
      children.delete(child);
      clearTimeout(idle.get(child));
      idle.delete(child);
      startNext();
    });
    return child;
  }

  async function runOn(child: WorkerChild, queued: QueuedTask): Promise<void> {
    const stop = (reason: unknown): void => {
      queued.reject(reason);
      child.kill();
    };
    const abort = (): void => stop(queued.signal?.reason);
    const timer = setTimeout(() => stop(new ChildDeadline(queued.deadlineMs)), queued.deadlineMs);
    queued.signal?.removeEventListener('abort', queued.leaveQueue);
    queued.signal?.addEventListener('abort', abort, { once: true });
    busy.set(child, stop);
    try {
      queued.resolve(await child.run(queued.task, queued.onProgress));
    } catch (error) {
      queued.reject(error);
    }
    clearTimeout(timer);
    queued.signal?.removeEventListener('abort', abort);
    busy.delete(child);
    release(child);
    startNext();
  }

  function release(child: WorkerChild): void {
    if (closed || child.tasksDone >= recycleAfterTasks) return child.kill();
    if (child.alive) idle.set(child, setTimeout(() => child.kill(), options.idleMs).unref());
  }
}
