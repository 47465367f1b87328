import { useSyncExternalStore } from 'react';

/** What a running job last said. Kept beside the query cache: it changes often and is worth nothing afterwards. */
export interface Progress {
  stage: string;
  fraction: number | null;
  /** Partial pictures by place in the output. */
  previews: ReadonlyMap<number, string>;
}

// A running workspace has a few jobs at once; this only bounds a tab left open for weeks.
const MAX_KEPT = 500;
const byJob = new Map<string, Progress>();
const listeners = new Set<() => void>();

export function reportProgress(
  jobId: string,
  said: { stage: string; fraction: number | null; previews: ReadonlyArray<{ index: number; dataUrl: string }> },
): void {
  const previews = new Map(byJob.get(jobId)?.previews);
  for (const preview of said.previews) previews.set(preview.index, preview.dataUrl);
  byJob.delete(jobId);
  byJob.set(jobId, { stage: said.stage, fraction: said.fraction, previews });
  const oldest = byJob.keys().next();
  if (byJob.size > MAX_KEPT && !oldest.done) byJob.delete(oldest.value);
  for (const listener of listeners) listener();
}

export function useProgress(jobId: string): Progress | null {
  return useSyncExternalStore(
    subscribe,
    () => byJob.get(jobId) ?? null,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
