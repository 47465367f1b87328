import { useSyncExternalStore } from 'react';

/** What is open around the page. Module state, so that a command can act from anywhere. */
export interface ShellState {
  isPaletteOpen: boolean;
  isKeysOpen: boolean;
  isQueueOpen: boolean;
  isRailOpen: boolean;
}

const RAIL_STORAGE = 'atelier.rail';
let state: ShellState = { isPaletteOpen: false, isKeysOpen: false, isQueueOpen: false, isRailOpen: readRail() };
const listeners = new Set<() => void>();

export function useShellState(): ShellState {
  return useSyncExternalStore(subscribe, shellState, shellState);
}

export function shellState(): ShellState {
  return state;
}

export function setShellState(change: Partial<ShellState>): void {
  state = { ...state, ...change };
  if (change.isRailOpen !== undefined) keepRail(change.isRailOpen);
  for (const listener of listeners) listener();
}

function readRail(): boolean {
  try {
    return localStorage.getItem(RAIL_STORAGE) === 'open';
  } catch {
    return false;
  }
}

function keepRail(isOpen: boolean): void {
  try {
    localStorage.setItem(RAIL_STORAGE, isOpen ? 'open' : 'narrow');
  } catch {
    // Blocked storage: the rail forgets.
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
