import {
  ChildCrashed,
  ChildDeadline,
  ChildPoolClosed,
  ChildPoolFull,
  ChildTaskFailed,
} from '../../child/child-errors.ts';
import { providerFailure } from '../failure.ts';
import type { ProviderFailure } from '../spec.ts';
import { DamagedWeights, Unserviceable } from './local-task.ts';

const BUSY_RETRY_MS = 5_000;

/** Sorts what a child process ended with. Throws on what is a fault of our own. */
export function sortLocalFailure(error: unknown, signal: AbortSignal): ProviderFailure {
  if (signal.aborted) return providerFailure('canceled', 'The work was canceled.');
  if (error instanceof ChildPoolFull) return providerFailure('limited', error.message, BUSY_RETRY_MS);
  if (error instanceof ChildPoolClosed) return providerFailure('unavailable', error.message);
  if (error instanceof ChildDeadline) return providerFailure('invalid', error.message);
  if (error instanceof ChildCrashed)
    return providerFailure(error.overMemory ? 'invalid' : 'unavailable', error.message);
  if (error instanceof ChildTaskFailed) {
    if (error.code === Unserviceable.CODE) return providerFailure('invalid', error.message);
    if (error.code === DamagedWeights.CODE) return providerFailure('model-unavailable', error.message);
    if (error.code === 'ENOSPC')
      return providerFailure('unavailable', 'There is no space left on this machine. Free some and try again.');
  }
  throw error;
}
