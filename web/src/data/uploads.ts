import { useSyncExternalStore } from 'react';
import { failureOf } from './failure.ts';
import { refreshLibrary } from './assets.ts';

export type UploadState =
  | { kind: 'sending'; sentBytes: number }
  | { kind: 'done'; assetId: string }
  | { kind: 'failed'; message: string; remedy: string | null };

export interface UploadItem {
  id: string;
  file: File;
  state: UploadState;
}

/** At once over the wire; the rest waits its turn. */
const MAX_PARALLEL = 3;
/** Files in one drop. More belong into an import. */
export const MAX_FILES = 500;

let items: readonly UploadItem[] = [];
const waiting: Array<() => Promise<void>> = [];
let running = 0;
const listeners = new Set<() => void>();

/** Files on their way into the library, newest first; finished ones stay until dismissed. */
export function useUploads(): readonly UploadItem[] {
  return useSyncExternalStore(
    subscribe,
    () => items,
    () => items,
  );
}

/** Starts one upload and resolves with the id of its asset; the same bytes give the same asset. */
export function uploadToLibrary(file: File): Promise<string> {
  const id = crypto.randomUUID();
  items = [{ id, file, state: { kind: 'sending', sentBytes: 0 } }, ...items];
  publish();
  return new Promise((resolve, reject) => {
    waiting.push(async () => {
      await send(id, file).then(resolve, reject);
    });
    pump();
  });
}

export function dismissUpload(id: string): void {
  items = items.filter((item) => item.id !== id);
  publish();
}

async function send(id: string, file: File): Promise<string> {
  try {
    // zod comes along with the SDK and would try eval once, which the page's policy forbids and reports.
    Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
    // The upload protocol is a chunk of its own: most visits never send a file.
    const { uploadFile } = await import('#sdk/upload.ts');
    const { assetId } = await uploadFile(file, {
      url: location.origin,
      name: file.name,
      onProgress: ({ sentBytes }) => move(id, { kind: 'sending', sentBytes }),
    });
    move(id, { kind: 'done', assetId });
    void refreshLibrary();
    return assetId;
  } catch (error) {
    const { message, remedy } = failureOf(error);
    move(id, { kind: 'failed', message, remedy });
    throw error;
  }
}

function pump(): void {
  while (running < MAX_PARALLEL && waiting.length > 0) {
    running++;
    void waiting
      .shift()?.()
      .finally(() => {
        running--;
        pump();
      });
  }
}

function move(id: string, state: UploadState): void {
  items = items.map((item) => (item.id === id ? { ...item, state } : item));
  publish();
}

function publish(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
