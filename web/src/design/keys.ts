/**
 * Key combinations as text: "Mod+Shift+K". Mod is Command on Apple machines and Control elsewhere. Letters are matched by
 * what they type, so they follow the keyboard layout; digits and punctuation too.
 */
export interface KeyPress {
  key: string;
  code?: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export interface KeyChord {
  key: string;
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

export function parseKeys(text: string): KeyChord {
  const parts = text.split('+');
  const key = parts.pop() || '+';
  return {
    key: key.toLowerCase(),
    mod: parts.includes('Mod'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
  };
}

export function matchesKeys(press: KeyPress, text: string, isApple: boolean): boolean {
  const chord = parseKeys(text);
  const mod = isApple ? press.metaKey : press.ctrlKey;
  const otherMod = isApple ? press.ctrlKey : press.metaKey;
  if (mod !== chord.mod || otherMod || press.altKey !== chord.alt) return false;
  const typed = press.key.toLowerCase();
  // "?" needs Shift on most layouts and not on others: for a typed symbol, Shift is part of the symbol.
  const isSymbol = chord.key.length === 1 && chord.key.toLowerCase() === chord.key.toUpperCase();
  if (!isSymbol && press.shiftKey !== chord.shift) return false;
  // Alt changes what a letter types on Apple machines, so fall back to the key's place.
  const isAtPlace = [`key${chord.key}`, `digit${chord.key}`].includes(press.code?.toLowerCase() ?? '');
  return typed === chord.key || (chord.alt && isAtPlace);
}

/** Whether the combination is a lone character, which must never act while a person types (WCAG 2.1.4). */
export function isSingleCharacter(text: string): boolean {
  const chord = parseKeys(text);
  return !chord.mod && !chord.alt && chord.key.length === 1;
}

const APPLE_NAMES: Record<string, string> = {
  Mod: '⌘',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↵',
  Escape: 'esc',
  Delete: '⌫',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const OTHER_NAMES: Record<string, string> = {
  ...APPLE_NAMES,
  Mod: 'Ctrl',
  Alt: 'Alt',
  Shift: '⇧',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The caps to draw for a combination, in the names of the person's machine. */
export function keyCaps(text: string, isApple: boolean): string[] {
  const names = isApple ? APPLE_NAMES : OTHER_NAMES;
  const parts = text === '+' ? ['+'] : text.split('+').map((part) => part || '+');
  return parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}

export function isAppleMachine(): boolean {
  return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);
}
