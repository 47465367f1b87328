import type { LocalModelSpec } from './spec.ts';

export type LocalModelState =
  | { state: 'absent' }
  | { state: 'fetching'; fraction: number | null }
  | { state: 'ready' }
  | { state: 'failed'; message: string };

/** Keeps the weights that were fetched. */
export interface LocalModelStore {
  list(): readonly LocalModelSpec[];
  state(id: string): LocalModelState;
  /** Joins a fetch that is under way. Throws with the way out when the registry cannot be reached or a hash differs. */
  fetch(id: string, options: { onProgress?: (fraction: number | null) => void; signal?: AbortSignal }): Promise<void>;
}
