/**
 * The one registry of what can be done right now: the palette lists it, the keyboard runs it, the "?" sheet explains it.
 * A screen contributes its commands while it is on show.
 */
import { useEffect, useRef, useSyncExternalStore, type ComponentType } from 'react';
import { isSingleCharacter, matchesKeys, type KeyPress } from './keys.ts';

export interface Command {
  /** Stable name, `area.verb`; a later contribution with the same id wins while it is registered. */
  id: string;
  title: string;
  group: string;
  /** First entry is the one shown; see keys.ts for the notation. */
  keys?: readonly string[];
  icon?: ComponentType<{ size?: number }>;
  /** More words to find it by. */
  keywords?: string;
  /** A command that must also work inside text fields, for example Mod+Enter. */
  whileTyping?: boolean;
  /** Only for the keyboard and the "?" sheet, not worth a line in the palette. */
  hiddenInPalette?: boolean;
  run: () => void;
}

const SINGLE_KEYS_STORAGE = 'atelier.single-keys';
const layers: Array<readonly Command[]> = [];
const listeners = new Set<() => void>();
let visible: readonly Command[] = [];
let singleKeysOn = readSingleKeys();

/** Adds commands until the returned function is called. */
export function registerCommands(commands: readonly Command[]): () => void {
  layers.push(commands);
  publish();
  return () => {
    layers.splice(layers.indexOf(commands), 1);
    publish();
  };
}

/** Contributes commands while the calling part is mounted; their actions are always those of the latest render. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const signature = commands.map((command) => `${command.id}|${command.title}|${command.keys?.join(' ')}`).join('\n');
  useEffect(
    () =>
      registerCommands(
        latest.current.map((command) => ({
          ...command,
          run: () => latest.current.find((one) => one.id === command.id)?.run(),
        })),
      ),
    [signature],
  );
}

export function useVisibleCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, visibleCommands, visibleCommands);
}

export function visibleCommands(): readonly Command[] {
  return visible;
}

/** Runs a command by id; a feature asks for another's deed without importing it. Returns false when nobody offers it. */
export function runCommand(id: string): boolean {
  const command = visible.find((one) => one.id === id);
  command?.run();
  return command !== undefined;
}

/** The command a key press means, or null. Text fields keep their keys unless the command says otherwise. */
export function commandForKey(press: KeyPress, context: { isTyping: boolean; isApple: boolean }): Command | null {
  for (const command of visible.toReversed()) {
    for (const keys of command.keys ?? []) {
      if (context.isTyping && !command.whileTyping) continue;
      if (!singleKeysOn && isSingleCharacter(keys) && keys !== '?') continue;
      if (matchesKeys(press, keys, context.isApple)) return command;
    }
  }
  return null;
}

export function useSingleKeys(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => singleKeysOn,
    () => true,
  );
}

/** Single-letter shortcuts can be switched off, as WCAG 2.1.4 asks. */
export function setSingleKeys(on: boolean): void {
  singleKeysOn = on;
  try {
    localStorage.setItem(SINGLE_KEYS_STORAGE, on ? 'on' : 'off');
  } catch {
    // Blocked storage: the choice holds for this page.
  }
  publish();
}

function readSingleKeys(): boolean {
  try {
    return typeof localStorage === 'undefined' || localStorage.getItem(SINGLE_KEYS_STORAGE) !== 'off';
  } catch {
    return true;
  }
}

function publish(): void {
  const byId = new Map<string, Command>();
  for (const command of layers.flat()) byId.set(command.id, command);
  visible = [...byId.values()];
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
