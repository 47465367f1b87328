import { lazy, Suspense, useSyncExternalStore } from 'react';

export interface ToastOptions {
  title: string;
  detail?: string;
  /** What takes the deed back; the toast then stays longer. */
  onUndo?: () => void;
  action?: { label: string; onSelect: () => void };
  /** Read out at once instead of when the reader is idle. */
  isUrgent?: boolean;
}

const Toasts = lazy(async () => ({ default: (await import('./loaded/toasts.tsx')).Toasts }));
const waiting: ToastOptions[] = [];
const listeners = new Set<() => void>();
let isNeeded = false;
let show: ((options: ToastOptions) => void) | null = null;

/** Says what just happened, with a way back. Never the only sign of a failure that cost money. */
export function toast(options: ToastOptions): void {
  if (show) return show(options);
  waiting.push(options);
  isNeeded = true;
  for (const listener of listeners) listener();
}

/** The place of the toasts; once per page. */
export function Toaster() {
  const isShown = useSyncExternalStore(
    subscribe,
    () => isNeeded,
    () => false,
  );
  return (
    isShown && (
      <Suspense>
        <Toasts onReady={start} />
      </Suspense>
    )
  );
}

function start(ready: (options: ToastOptions) => void): void {
  show = ready;
  for (const options of waiting.splice(0)) ready(options);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
