import { useSyncExternalStore } from 'react';
import type { Catalog } from '#web/data/catalog-lookup.ts';
import { changeDraft, firstDraft, resolveDraft, type Draft, type DraftChange } from './draft.ts';

const STORAGE_KEY = 'atelier.create.draft';
let draft: Draft | null = readDraft();
const listeners = new Set<() => void>();

/** The half-written request survives a reload and a look at another screen. */
export function useDraft(catalog: Catalog): Draft | null {
  useSyncExternalStore(
    subscribe,
    () => draft,
    () => draft,
  );
  return currentDraft(catalog);
}

/** The kept draft while the catalog can still carry it out, else a fresh one. */
export function currentDraft(catalog: Catalog): Draft | null {
  if (draft && resolveDraft(catalog, draft)) return draft;
  draft = firstDraft(catalog);
  return draft;
}

export function dispatchDraft(catalog: Catalog, change: DraftChange): void {
  const base = currentDraft(catalog);
  if (!base) return;
  draft = changeDraft(base, change);
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(draft));
  } catch {
    // Full or blocked storage: the draft lives as long as the page.
  }
  for (const listener of listeners) listener();
}

function readDraft(): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    return isDraft(kept) ? kept : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'operationId' in value &&
    'modelId' in value &&
    'values' in value &&
    'inputs' in value &&
    Array.isArray(value.inputs)
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
