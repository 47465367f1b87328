/** `npm test`: every kind of test, stage by stage; names run only those stages. The last line is always the sum. */
import path from 'node:path';
import { runStage } from './test/run-stage.ts';
import { STAGES } from './test/stages.ts';

const root = path.join(import.meta.dirname, '..');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !STAGES.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no stage named ${unknown.join(', ')}. There are: ${STAGES.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.abort());

const total = { passed: 0, failed: 0 };
const stages = STAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
for (const [index, stage] of stages.entries()) {
  console.log(`\n${stage.name}`);
  const started = performance.now();
  const { passed, failed } = await runStage(stage, root, interrupted.signal);
  total.passed += passed;
  total.failed += failed;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${stage.name}: ${failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  if (failed > 0) {
    const left = stages.slice(index + 1).map(({ name }) => name);
    if (left.length > 0) console.log(`Not run after this failure: ${left.join(', ')}.`);
    break;
  }
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
