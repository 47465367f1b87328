import { availableParallelism } from 'node:os';
import { createChildPool } from '#adapters/child/child-pool.ts';
import { ChildCrashed, ChildDeadline, ChildTaskFailed } from '#adapters/child/child-errors.ts';
import { identify } from './identify.ts';
import { UnreadableMedia } from './media.ts';
import type { Derived, Media } from './media.ts';
import { pictureLimits } from './picture-limits.ts';
import type { DeriveTask, PictureRefusal } from './picture-limits.ts';

const memoryMb = 1_536;
const deadlineMs = 30_000;
const idleMs = 60_000;
const secondLookFactor = 4;

export interface MediaOptions {
  /** Absolute folders or files that pictures are read from. */
  readable: string[];
  /** Absolute folder in which callers of `derive` make their output folders. */
  temporaryDir: string;
  /** Children at once; by default one per core. */
  poolSize?: number;
  deadlineMs?: number;
}

/** Media on sharp, in child processes that see no network, no secrets and no other files. */
export function createMedia(options: MediaOptions): Media {
  const pool = createChildPool<DeriveTask, Derived>({
    module: new URL('./picture.ts', import.meta.url),
    size: options.poolSize ?? availableParallelism(),
    memoryMb,
    deadlineMs: options.deadlineMs ?? deadlineMs,
    idleMs,
    queueLimit: 1_024,
    readable: options.readable,
    writable: [options.temporaryDir],
  });
  // A busy machine can make an honest picture slow: only a second, longer look decides that it cannot be read.
  const deriveTwice = (task: DeriveTask) =>
    pool.run(task).catch((error: unknown) => {
      if (!(error instanceof ChildDeadline || error instanceof ChildCrashed)) throw error;
      return pool.run(task, { deadlineMs: (options.deadlineMs ?? deadlineMs) * secondLookFactor });
    });
  return {
    identify,
    derive: ({ path, directory }) => deriveTwice({ path, directory }).catch(explain),
    close: () => pool.close(),
  };
}

const refusals: Record<PictureRefusal, string> = {
  'too-many-pixels': `This picture has more than ${pictureLimits.pixels / 1_000_000} megapixels or a side over ${pictureLimits.sidePixels} pixels. Upload a smaller one.`,
  'svg-too-large': `This SVG is larger than ${pictureLimits.svgBytes / 1024 / 1024} MB. Simplify it, or upload it as PNG.`,
  damaged:
    'This picture is damaged or incomplete: its pixels could not be read. Export it again and upload it once more.',
};

/** What lies in the file becomes a reason for a person; what lies in us stays a fault. */
function explain(error: unknown): never {
  if (error instanceof ChildTaskFailed && error.code !== null && error.code in refusals) {
    throw new UnreadableMedia(refusals[error.code as PictureRefusal], { cause: error });
  }
  if (error instanceof ChildDeadline || error instanceof ChildCrashed)
    throw new UnreadableMedia(error.message, { cause: error });
  throw error;
}
