import { mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sha256Hex } from '../../kernel/ids.ts';
import type { Ports } from '../slice.ts';

type ScratchPorts = Pick<Ports, 'settings'>;

/** Machines and containers may share a data folder; a process id says something on its own machine only. */
const machine = sha256Hex(hostname()).slice(0, 8);
const ownPrefix = `job-${machine}-${process.pid}-`;
/** No call lasts longer, wherever it runs. */
const longestLifeMs = 24 * 3_600_000;

/** An empty folder for the length of a call. */
export async function withScratch<Result>(
  ports: ScratchPorts,
  work: (scratchDir: string) => Promise<Result>,
): Promise<Result> {
  const scratchDir = await mkdtemp(join(scratchRoot(ports), ownPrefix));
  try {
    return await work(scratchDir);
  } finally {
    // Mostly nothing is left in it, which is removed with one call.
    await rmdir(scratchDir).catch(() => rm(scratchDir, { recursive: true, force: true }));
  }
}

/** Removes folders whose process was killed before it could. Answers how many. */
export async function sweepScratch(ports: ScratchPorts & Pick<Ports, 'clock'>): Promise<number> {
  const root = scratchRoot(ports);
  let removed = 0;
  for (const name of await readdir(root)) {
    const made = /^job-([0-9a-f]{8})-(\d+)-/.exec(name);
    if (!made) continue;
    const folder = join(root, name);
    const abandoned = made[1] === machine && !isRunning(Number(made[2]));
    const changedAt = await stat(folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => null,
    );
    if (changedAt === null || (!abandoned && ports.clock.now().getTime() - changedAt < longestLifeMs)) continue;
    await rm(folder, { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}

function scratchRoot({ settings }: ScratchPorts): string {
  return join(settings.dataDir, 'scratch');
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Another user's process is one too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
