import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSeal, openText, sealText } from './seal.ts';

const place = 'accounts|email|1';

describe('a seal', () => {
  it('opens what it closed, in its place only, and never the same text twice', () => {
    const key = randomBytes(32);
    const sealed = sealText(key, place, 'ada@example.org');
    expect(openText(key, place, sealed)).toBe('ada@example.org');
    expect(sealed).not.toBe(sealText(key, place, 'ada@example.org'));
    expect(() => openText(key, 'accounts|email|2', sealed)).toThrow();
    expect(() => openText(randomBytes(32), place, sealed)).toThrow();
    expect(() => openText(key, place, `${sealed.slice(0, -3)}AAA`)).toThrow();
  });

  it('wraps a subject key for its subject alone', () => {
    const seal = createSeal(randomBytes(32));
    const { key, wrapped } = seal.newSubjectKey('a');
    expect(seal.unwrapSubjectKey('a', wrapped).equals(key)).toBe(true);
    expect(() => seal.unwrapSubjectKey('b', wrapped)).toThrow();
  });

  it('keeps purposes apart, and installations', () => {
    const [one, other] = [createSeal(Buffer.alloc(32, 1)), createSeal(Buffer.alloc(32, 2))];
    expect(one.purposeKey('mails').equals(one.purposeKey('mails'))).toBe(true);
    expect(one.purposeKey('mails').equals(one.purposeKey('signed-urls'))).toBe(false);
    expect(one.lookupHash('email', 'x')).not.toBe(one.lookupHash('rate', 'x'));
    expect(one.lookupHash('email', 'x')).not.toBe(other.lookupHash('email', 'x'));
  });
});
