import { describe, expect, it } from 'vitest';
import { defineMessages } from './define-messages.ts';

const t = defineMessages({
  plain: 'Library',
  greeting: 'Good to see you, {name}',
  pictures: { one: '{count} picture', other: '{count} pictures' },
});

describe('defineMessages', () => {
  it('returns a message without holes as it is', () => {
    expect(t('plain')).toBe('Library');
  });

  it('fills the holes by name', () => {
    expect(t('greeting', { name: 'Ines' })).toBe('Good to see you, Ines');
  });

  it('chooses the plural form by count', () => {
    expect([0, 1, 2].map((count) => t('pictures', { count }))).toEqual(['0 pictures', '1 picture', '2 pictures']);
  });

  it('refuses a missing hole at compile time', () => {
    // @ts-expect-error the hole "name" must be filled
    expect(t('greeting', {})).toBe('Good to see you, {name}');
  });
});
