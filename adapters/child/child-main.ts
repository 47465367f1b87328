/** Entry of every child process: loads one module and runs its tasks, one after the other. Reads no environment. */
import { constants, setPriority } from 'node:os';
import { pathToFileURL } from 'node:url';
import { OVER_MEMORY_EXIT_CODE } from './child-task.ts';
import type { ChildMessage, ChildTask, RunMessage } from './child-task.ts';

const MEMORY_CHECK_INTERVAL_MS = 100;

const [modulePath = '', memoryMb = ''] = process.argv.slice(2);
const memoryBytes = Number(memoryMb) * 1024 * 1024;

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => void runTask(message as RunMessage));
lowerPriority();
// The heap limit of V8 does not see what native decoders allocate; the resident size does.
setInterval(() => {
  if (process.memoryUsage.rss() > memoryBytes) process.exit(OVER_MEMORY_EXIT_CODE);
}, MEMORY_CHECK_INTERVAL_MS).unref();

const loading = import(pathToFileURL(modulePath).href) as Promise<{
  run: ChildTask<unknown, unknown>;
}>;
// A module that cannot be loaded is reported with each task rather than as an unhandled rejection.
loading.catch(() => {});

async function runTask({ id, task }: RunMessage): Promise<void> {
  try {
    const { run } = await loading;
    const result = await run(task, {
      onProgress: (progress) => send({ kind: 'progress', id, progress }),
    });
    send({ kind: 'done', id, result });
  } catch (error) {
    send({ kind: 'failed', id, thrown: describeThrown(error) });
  }
}

function send(message: ChildMessage): void {
  process.send?.(message);
}

function describeThrown(error: unknown): { message: string; code: string | null; stack: string } {
  if (!(error instanceof Error)) return { message: String(error), code: null, stack: '' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return { message: error.message, code, stack: error.stack ?? '' };
}

function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Some containers forbid it; the work is the same, only less polite.
  }
}
