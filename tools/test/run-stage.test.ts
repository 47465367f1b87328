import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStage } from './run-stage.ts';

let root: string;
beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-stage-'));
  fs.writeFileSync(path.join(root, 'good.ts'), `console.log('2 passed, 0 failed');`);
  // Starts a process of its own, which holds this stage's output open for as long as it lives.
  fs.writeFileSync(
    path.join(root, 'endless.ts'),
    `import { spawn } from 'node:child_process';
     console.log('1 passed, 0 failed');
     spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });`,
  );
});
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const never = new AbortController().signal;

function stage(file: string, deadlineMs = 20_000) {
  return { name: 'tried', command: [file], count: 'line', deadlineMs } as const;
}

describe('a stage', () => {
  it('is counted', async () => {
    expect(await runStage(stage('good.ts'), root, never)).toEqual({ passed: 2, failed: 0 });
  });

  it('fails when its file is missing', async () => {
    expect(await runStage(stage('gone.ts'), root, never)).toEqual({ passed: 0, failed: 1 });
  });

  it('is ended at its deadline with everything it started, and has failed', async () => {
    expect(await runStage(stage('endless.ts', 1_000), root, never)).toEqual({ passed: 1, failed: 1 });
  });

  it('is ended when the run is interrupted', async () => {
    const interrupted = new AbortController();
    const running = runStage(stage('endless.ts'), root, interrupted.signal);
    interrupted.abort();
    expect(await running).toMatchObject({ failed: 1 });
  });
});
