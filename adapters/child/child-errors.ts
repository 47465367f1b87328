/** The child ended while it worked: a crash, a memory limit, or a kill from outside. The pool has already replaced it. */
export class ChildCrashed extends Error {
  override readonly name = 'ChildCrashed';
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly overMemory: boolean;
  /** Last lines the child wrote to its error stream; for logs, never for people. */
  readonly detail: string;

  constructor(
    ended: { exitCode: number | null; signal: string | null; overMemory: boolean; detail: string },
    memoryMb: number,
  ) {
    super(
      ended.overMemory
        ? `The worker process needed more than its ${memoryMb} MB of memory and was stopped. Use a smaller file.`
        : `The worker process ended unexpectedly (${ended.signal ?? `exit code ${ended.exitCode}`}). The file may be damaged.`,
    );
    this.exitCode = ended.exitCode;
    this.signal = ended.signal;
    this.overMemory = ended.overMemory;
    this.detail = ended.detail;
  }
}

/** The task ran into its deadline and the child was killed. */
export class ChildDeadline extends Error {
  override readonly name = 'ChildDeadline';
  readonly deadlineMs: number;

  constructor(deadlineMs: number) {
    super(`The work was stopped after its limit of ${deadlineMs / 1000} s. Use a smaller file.`);
    this.deadlineMs = deadlineMs;
  }
}

/** The task's own code threw; the child is well and goes on. `code` is the thrown error's `code`, if it had one. */
export class ChildTaskFailed extends Error {
  override readonly name = 'ChildTaskFailed';
  readonly code: string | null;
  readonly detail: string;

  constructor(thrown: { message: string; code: string | null; stack: string }) {
    super(thrown.message);
    this.code = thrown.code;
    this.detail = thrown.stack;
  }
}

export class ChildPoolFull extends Error {
  override readonly name = 'ChildPoolFull';

  constructor(queueLimit: number) {
    super(`${queueLimit} tasks are waiting already, which is the limit. Try again shortly.`);
  }
}

export class ChildPoolClosed extends Error {
  override readonly name = 'ChildPoolClosed';

  constructor() {
    super('The worker processes are shut down.');
  }
}
