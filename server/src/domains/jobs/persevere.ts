import { setTimeout as pause } from 'node:timers/promises';
import { AtelierError } from '#contract/errors.ts';

const persevereMs = 60_000;
const longestPauseMs = 5_000;

/** For what must not be given up because of a passing fault: repeats for a minute unless told otherwise. A refusal is not a fault. */
export async function persevere<Result>(work: () => Promise<Result>, withinMs = persevereMs): Promise<Result> {
  const end = performance.now() + withinMs;
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof AtelierError) throw error;
      if (performance.now() + pauseMs > end) throw error;
      await pause(pauseMs);
    }
  }
}
