import { useSyncExternalStore } from 'react';

export interface ShownTooltip {
  label: string;
  keys?: string;
  side: 'top' | 'bottom' | 'left' | 'right';
  /** Where the explained part is on the screen, in px. */
  around: { left: number; top: number; right: number; bottom: number };
}

const DELAY_MS = 450;
/** After one tooltip its neighbours show at once, for this long. */
const WARM_MS = 400;

let shown: ShownTooltip | null = null;
let warmUntil = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function useShownTooltip(): ShownTooltip | null {
  return useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );
}

export function showTooltip(next: ShownTooltip, { isAtOnce }: { isAtOnce: boolean }): void {
  clearTimeout(timer);
  timer = setTimeout(() => publish(next), isAtOnce || performance.now() < warmUntil ? 0 : DELAY_MS);
}

export function hideTooltip(): void {
  clearTimeout(timer);
  if (!shown) return;
  warmUntil = performance.now() + WARM_MS;
  publish(null);
}

function publish(next: ShownTooltip | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
