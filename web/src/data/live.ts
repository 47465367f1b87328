import { useEffect, useSyncExternalStore } from 'react';
import type { AtelierEvent } from '#contract/events.ts';
import { client, queries } from './api.ts';
import { jobsWith, keepJob } from './jobs.ts';
import { reportProgress } from './progress.ts';
import { queryClient } from './query-client.ts';

/**
 * The one event stream of the page. Facts arrive here and go into the query cache; screens only read the cache. The browser
 * reconnects by itself and sends the last id it saw, so nothing is missed in between.
 */
export function useLiveUpdates(): void {
  useEffect(() => {
    const stream = new EventSource('/api/events');
    stream.onopen = () => setConnected(true);
    stream.onerror = () => setConnected(false);
    stream.onmessage = (message: MessageEvent<string>) => apply(JSON.parse(message.data) as AtelierEvent);
    return () => stream.close();
  }, []);
}

function apply(event: AtelierEvent): void {
  switch (event.type) {
    case 'job.progressed':
      return reportProgress(event.jobId, event);
    case 'job.queued':
    case 'job.changed':
      return refreshJob(event.jobId);
    case 'asset.added':
      return later(queries.library.list.key());
    case 'asset.changed':
      later(queries.library.get.key({ input: { id: event.assetId } }));
      for (const jobId of jobsWith(event.assetId)) refreshJob(jobId);
      return later(queries.library.list.key());
    case 'balance.changed':
      return later(queries.billing.key());
    case 'model.fetched':
      return later(queries.catalog.key());
  }
}

const asking = new Map<string, 'once' | 'again'>();

/** Fetches a job after an event; events that arrive meanwhile cause one more fetch, not one each. */
function refreshJob(id: string): void {
  if (asking.has(id)) return void asking.set(id, 'again');
  asking.set(id, 'once');
  void client.jobs
    .get({ id })
    .then(keepJob, () => undefined)
    .then(() => {
      const again = asking.get(id) === 'again';
      asking.delete(id);
      if (again) refreshJob(id);
    });
}

const GATHER_MS = 60;
const stale = new Map<string, readonly unknown[]>();

/** Marks a part of the cache stale; a burst of events causes one refetch. */
function later(key: readonly unknown[]): void {
  if (stale.size === 0) {
    setTimeout(() => {
      for (const one of stale.values()) void queryClient.invalidateQueries({ queryKey: one });
      stale.clear();
    }, GATHER_MS);
  }
  stale.set(JSON.stringify(key), key);
}

let isConnected = true;
const listeners = new Set<() => void>();

function setConnected(next: boolean): void {
  if (isConnected === next) return;
  isConnected = next;
  for (const listener of listeners) listener();
}

/** Whether facts are arriving. False while the browser is offline or the stream is down. */
export function useIsConnected(): boolean {
  const stream = useSyncExternalStore(
    subscribe,
    () => isConnected,
    () => true,
  );
  const browser = useSyncExternalStore(
    subscribeBrowser,
    () => navigator.onLine,
    () => true,
  );
  return stream && browser;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function subscribeBrowser(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}
