import type { Tx } from '../db/database.ts';

/**
 * Durable tasks: what is slower than a request. A task is a function whose steps are written down in Postgres; after a
 * crash it goes on behind its last finished step, on whatever process is alive. Steps run at least once, so each step
 * is idempotent by itself.
 */
export interface TaskContext {
  readonly taskId: string;
  /** Runs `work` once per task, as far as the world allows: its result is written down and replayed after a crash. */
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * Like `step`, and repeats on a fault, with growing pauses, for about a minute of faults; a lost database does not count.
   * Throws `StepExhausted` when the fault stays.
   */
  persistentStep<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  /**
   * Repeats like `persistentStep` and writes nothing down: for work that finds in its own rows what it has done. After a
   * crash it runs again, so it must be safe to. Saves the engine's own bookkeeping.
   */
  insist<Result>(name: string, work: () => Promise<Result>, attempts?: number): Promise<Result>;
  sleep(milliseconds: number): Promise<void>;
}

export interface TaskDefinition<Input> {
  name: string;
  queue: QueueName;
  run(context: TaskContext, input: Input): Promise<void>;
}

/** Work of one kind waits apart from work of another, so that thumbnails never stand in front of a paid job. */
export const queues = {
  jobs: { workerConcurrency: 64 },
  media: { workerConcurrency: 2 },
  upkeep: { workerConcurrency: 2 },
} as const;
export type QueueName = keyof typeof queues;

export interface Engine {
  /** Must be called before `start`. */
  define<Input>(task: TaskDefinition<Input>): void;
  /** Part of the caller's transaction: the task exists exactly if that commits. The same id is enqueued once. */
  enqueue<Input>(
    tx: Tx,
    task: { name: string; queue: QueueName },
    input: Input,
    options: { id: string; priority?: number; delaySeconds?: number },
  ): Promise<void>;
  /**
   * Runs `work` while nobody else, in this process or another, runs work under the same key; waits for its turn. The
   * lease ends with the process, however it ends. Throws `LeaseRefused` in a process that is stopping.
   */
  lease<Result>(key: string, work: (lease: Lease) => Promise<Result>): Promise<Result>;
  /** Which of these tasks nobody will carry out any more: ended, however, or never enqueued. */
  findOver(taskIds: readonly string[]): Promise<Set<string>>;
  /** Forgets ended tasks that were last touched before then. Answers how many went; call again until none do. */
  purgeFinished(before: Date): Promise<number>;
  /** Starts to carry out tasks in this process. */
  start(): Promise<void>;
  /** Stops taking work and lets leased work end, for some seconds; the rest is taken up again by the next process. */
  stop(): Promise<void>;
}

export interface Lease {
  /** False when the connection that keeps the lease broke and somebody else may have it now. Look right before an effect. */
  readonly isHeld: boolean;
}

export class LeaseRefused extends Error {
  override readonly name = 'LeaseRefused';
}

/** A persistent step has met faults for as long as it repeats. */
export class StepExhausted extends Error {
  override readonly name = 'StepExhausted';
}
