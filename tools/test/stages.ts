/** One kind of test. */
export interface Stage {
  name: string;
  /** Arguments for Node, from the repository's root; the first is the file to run. A stage whose file is missing fails. */
  command: readonly string[];
  /**
   * `vitest`: from Vitest's JSON report. `line`: from the last line `N passed, N failed` of its output. `exit`: the stage
   * is one test, passed when it ends with 0.
   */
  count: 'vitest' | 'line' | 'exit';
  /** Ended and failed after this; all together stay under half an hour. */
  deadlineMs: number;
}

const MINUTE_MS = 60_000;

/** In order; the first failing stage is the last one run. */
export const STAGES: readonly Stage[] = [
  { name: 'verify', command: ['tools/verify.ts'], count: 'line', deadlineMs: 2 * MINUTE_MS },
  { name: 'unit', command: ['node_modules/vitest/vitest.mjs', 'run'], count: 'vitest', deadlineMs: 10 * MINUTE_MS },
  { name: 'openapi', command: ['tools/openapi.ts', '--check'], count: 'exit', deadlineMs: MINUTE_MS },
  { name: 'e2e', command: ['e2e/run.ts'], count: 'line', deadlineMs: 8 * MINUTE_MS },
  {
    name: 'kills',
    command: ['tools/prove/jobs.ts', '--kills', '100', '--minutes', '5'],
    count: 'line',
    deadlineMs: 8 * MINUTE_MS,
  },
];
