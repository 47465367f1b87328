/** `npm run verify`: everything that can be judged without running the product. Needs no service; names: only those. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { CHECKS, type Check } from './verify/checks.ts';

const AT_ONCE = 2;
const DEADLINE_MS = 120_000;
const SHOWN_LINES = 60;
const root = path.join(import.meta.dirname, '..');

interface Verdict {
  check: Check;
  passed: boolean;
  output: string;
  seconds: number;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !CHECKS.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no check named ${unknown.join(', ')}. There are: ${CHECKS.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}
const verdicts = await runAll(CHECKS.filter(({ name }) => wanted.length === 0 || wanted.includes(name)));
const failed = verdicts.filter(({ passed }) => !passed);
for (const { check, output } of failed) console.error(`\n${check.name}\n${shorten(output)}\n\n${check.remedy}`);
console.log(`\n${verdicts.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function runAll(checks: readonly Check[]): Promise<Verdict[]> {
  const waiting = [...checks];
  const verdicts: Verdict[] = [];
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const verdict = await run(check);
      verdicts.push(verdict);
      console.log(
        `${verdict.passed ? 'ok    ' : 'FAILED'}  ${check.name.padEnd(10)} ${verdict.seconds.toFixed(1).padStart(5)} s`,
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return verdicts;
}

function run(check: Check): Promise<Verdict> {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, check.command, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: DEADLINE_MS,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
    child.once('close', (code, signal) => {
      if (signal) output += `\nEnded by ${signal} after ${DEADLINE_MS / 1000} s at most.`;
      resolve({ check, passed: code === 0, output, seconds: (performance.now() - started) / 1000 });
    });
  });
}

function shorten(output: string): string {
  const lines = output.trim().split('\n');
  if (lines.length <= SHOWN_LINES) return lines.join('\n');
  return [...lines.slice(0, SHOWN_LINES), `… and ${lines.length - SHOWN_LINES} more lines`].join('\n');
}
