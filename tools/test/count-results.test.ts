import { describe, expect, it } from 'vitest';
import { countResults } from './count-results.ts';

describe('counting the results of a stage', () => {
  it('takes the last line that tells them', () => {
    const output = 'narrow\n3 passed, 1 failed\nwide\n7 passed, 2 failed\nbye\n';
    expect(countResults('line', { exitCode: 1, output })).toEqual({ passed: 7, failed: 2 });
  });

  it('takes the report of Vitest', () => {
    const report = JSON.stringify({ numPassedTests: 120, numFailedTests: 0 });
    expect(countResults('vitest', { exitCode: 0, output: '', report })).toEqual({ passed: 120, failed: 0 });
  });

  it('takes the exit code where the stage is one test', () => {
    expect(countResults('exit', { exitCode: 0, output: '' })).toEqual({ passed: 1, failed: 0 });
    expect(countResults('exit', { exitCode: 2, output: '' })).toEqual({ passed: 0, failed: 1 });
  });

  it('never takes silence for success', () => {
    expect(countResults('line', { exitCode: 0, output: 'all good!' })).toEqual({ passed: 0, failed: 1 });
    expect(countResults('vitest', { exitCode: 0, output: '' })).toEqual({ passed: 0, failed: 1 });
  });

  it('counts a file that could not be read, or a stage that was ended, as a failure', () => {
    const report = JSON.stringify({ numPassedTests: 5, numFailedTests: 0 });
    expect(countResults('vitest', { exitCode: 1, output: '', report })).toEqual({ passed: 5, failed: 1 });
    expect(countResults('line', { exitCode: null, output: '4 passed, 0 failed' })).toEqual({ passed: 4, failed: 1 });
  });
});
