import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutPage, decodeCursor, encodeCursor } from './page.ts';

describe('a cursor', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (at, id) => {
        expect(decodeCursor(encodeCursor({ at, id }))).toEqual({ at, id });
      }),
    );
  });

  it('is null for anything that is not one of ours, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cursor = decodeCursor(text);
        expect(cursor === null || typeof cursor.id === 'string').toBe(true);
      }),
    );
    expect(decodeCursor(Buffer.from('[1,2]').toString('base64url'))).toBeNull();
    expect(decodeCursor(Buffer.from('{"at":"a","id":"b"}').toString('base64url'))).toBeNull();
  });
});

describe('a page', () => {
  const cursorOf = (row: number) => ({ at: String(row), id: 'x' });

  it('has a next one exactly when one more row was fetched', () => {
    expect(cutPage([1, 2, 3], 2, cursorOf)).toEqual({ items: [1, 2], nextCursor: encodeCursor({ at: '2', id: 'x' }) });
    expect(cutPage([1, 2], 2, cursorOf)).toEqual({ items: [1, 2], nextCursor: null });
    expect(cutPage([], 2, cursorOf)).toEqual({ items: [], nextCursor: null });
  });
});
