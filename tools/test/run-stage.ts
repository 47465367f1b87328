import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { countResults, type Results } from './count-results.ts';
import type { Stage } from './stages.ts';

const GRACE_MS = 10_000;

/** Runs one stage, showing what it says, and counts. Aborting ends it and everything it started. */
export async function runStage(stage: Stage, root: string, abort: AbortSignal): Promise<Results> {
  const [file = '', ...args] = stage.command;
  if (!fs.existsSync(path.join(root, file))) {
    console.error(
      `The stage ${stage.name} runs ${file}, which does not exist. Write it, or take the stage out of tools/test/stages.ts.`,
    );
    return { passed: 0, failed: 1 };
  }
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier-test-'));
  const report = path.join(scratch, 'report.json');
  const reporters =
    stage.count === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
  try {
    const signal = AbortSignal.any([abort, AbortSignal.timeout(stage.deadlineMs)]);
    const { exitCode, output } = await run([path.join(root, file), ...args, ...reporters], root, signal);
    if (!abort.aborted && signal.aborted)
      console.error(
        `The stage ${stage.name} was ended after ${stage.deadlineMs / 1000} s, its limit in tools/test/stages.ts.`,
      );
    return countResults(stage.count, {
      exitCode,
      output,
      ...(fs.existsSync(report) ? { report: fs.readFileSync(report, 'utf8') } : {}),
    });
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

function run(args: string[], root: string, signal: AbortSignal): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve) => {
    // A process group of its own, so that what the stage started (servers, browsers) ends with it.
    const detached = process.platform !== 'win32';
    const child = spawn(process.execPath, args, { cwd: root, detached, stdio: ['ignore', 'pipe', 'inherit'] });
    const end = (how: NodeJS.Signals) => {
      try {
        process.kill(detached ? -child.pid! : child.pid!, how);
      } catch {
        // Nothing of it is left, which is what was wanted.
      }
    };
    let grace: NodeJS.Timeout | undefined;
    const onAbort = () => {
      end('SIGTERM');
      grace = setTimeout(() => end('SIGKILL'), GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk);
      process.stdout.write(chunk);
    });
    child.once('close', (exitCode) => {
      clearTimeout(grace);
      signal.removeEventListener('abort', onAbort);
      resolve({ exitCode, output });
    });
  });
}
