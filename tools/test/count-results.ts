export interface Results {
  passed: number;
  failed: number;
}

/** What a stage's program left behind. */
export interface Ending {
  /** Null when it was ended by a signal, such as ours at the deadline. */
  exitCode: number | null;
  output: string;
  /** Vitest's JSON report, when it wrote one. */
  report?: string;
}

/** A stage that ends badly without naming a failed test has one failure: the stage itself. */
export function countResults(count: 'vitest' | 'line' | 'exit', ending: Ending): Results {
  const counted =
    count === 'vitest' ? fromReport(ending.report) : count === 'line' ? fromLine(ending.output) : fromExit(ending);
  const { passed, failed } = counted ?? { passed: 0, failed: 1 };
  return { passed, failed: failed === 0 && ending.exitCode !== 0 ? 1 : failed };
}

function fromReport(report: string | undefined): Results | undefined {
  if (!report) return undefined;
  const { numPassedTests, numFailedTests } = JSON.parse(report) as { numPassedTests: number; numFailedTests: number };
  return { passed: numPassedTests, failed: numFailedTests };
}

function fromLine(output: string): Results | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  return last ? { passed: Number(last[1]), failed: Number(last[2]) } : undefined;
}

function fromExit({ exitCode }: Ending): Results {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
