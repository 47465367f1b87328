import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'atelier-desk-';

/** The one folder the child processes may write to; pictures lie on it only while they are worked on. */
export interface Desk {
  folder: string;
  /** A new empty folder for one task; removes itself at the end of `await using`. */
  place(): Promise<{ folder: string } & AsyncDisposable>;
  close(): Promise<void>;
}

/** Opens a desk below `parent` and clears those of processes that ended without closing theirs. */
export function openDesk(parent: string): Desk {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const [, processId] = /^atelier-desk-(\d+)-/.exec(name) ?? [];
    if (processId !== undefined && !isRunning(Number(processId)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  return {
    folder,
    async place() {
      const place = await mkdtemp(join(folder, 'task-'));
      return { folder: place, [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true }) };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a running one too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
