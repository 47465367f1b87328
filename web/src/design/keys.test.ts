import { describe, expect, it } from 'vitest';
import { isSingleCharacter, keyCaps, matchesKeys, type KeyPress } from './keys.ts';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe('matchesKeys', () => {
  it('takes Control for Mod on a PC and Command on an Apple machine', () => {
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', false)).toBe(true);
    expect(matchesKeys(press('k', { metaKey: true }), 'Mod+K', true)).toBe(true);
    expect(matchesKeys(press('k', { ctrlKey: true }), 'Mod+K', true)).toBe(false);
  });

  it('keeps apart the same key with and without Shift', () => {
    expect(matchesKeys(press('Enter', { ctrlKey: true, shiftKey: true }), 'Mod+Enter', false)).toBe(false);
    expect(matchesKeys(press('Enter', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Enter', false)).toBe(true);
  });

  it('accepts a symbol however the layout types it', () => {
    expect(matchesKeys(press('?', { shiftKey: true }), '?', false)).toBe(true);
    expect(matchesKeys(press('?'), '?', false)).toBe(true);
  });

  it('does not take a plain letter when a modifier is held', () => {
    expect(matchesKeys(press('q', { ctrlKey: true }), 'Q', false)).toBe(false);
    expect(matchesKeys(press('q'), 'Q', false)).toBe(true);
  });

  it('finds an Alt letter by its place when Alt types another character', () => {
    expect(matchesKeys(press('ç', { altKey: true, code: 'KeyC' }), 'Alt+C', true)).toBe(true);
    expect(matchesKeys(press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1', true)).toBe(true);
  });
});

describe('isSingleCharacter', () => {
  it('tells lone characters from chords and named keys', () => {
    expect(['Q', '?', 'Shift+X', 'Mod+K', 'Escape'].map(isSingleCharacter)).toEqual([true, true, true, false, false]);
  });
});

describe('keyCaps', () => {
  it('names the caps as the machine does', () => {
    expect(keyCaps('Mod+Shift+K', true)).toEqual(['⌘', '⇧', 'K']);
    expect(keyCaps('Mod+Enter', false)).toEqual(['Ctrl', '↵']);
  });
});
