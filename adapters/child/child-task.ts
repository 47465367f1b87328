/**
 * What a module must export to be run by a child pool:
 * `export const run: ChildTask<Task, Result> = async (task, ctx) => …`.
 *
 * Task, progress and result are copied by structured clone (typed arrays and Buffers are fine, functions are not).
 * A thrown error reaches the caller as `ChildTaskFailed` with its message and `code`.
 */
export type ChildTask<Task, Result, Progress = unknown> = (task: Task, ctx: ChildContext<Progress>) => Promise<Result>;

export interface ChildContext<Progress = unknown> {
  onProgress(progress: Progress): void;
}

/** From the pool to the child. One task at a time. */
export interface RunMessage {
  id: number;
  task: unknown;
}

/** From the child to the pool. */
export type ChildMessage =
  | { kind: 'progress'; id: number; progress: unknown }
  | { kind: 'done'; id: number; result: unknown }
  | { kind: 'failed'; id: number; thrown: { message: string; code: string | null; stack: string } };

/** Exit code by which a child says that it went over its memory limit. */
export const OVER_MEMORY_EXIT_CODE = 86;
