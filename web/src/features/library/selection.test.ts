import { expect, it } from 'vitest';
import { emptySelection, extendSelected, toggleSelected } from './selection.ts';

const order = ['a', 'b', 'c', 'd', 'e'];

it('takes the whole stretch with Shift, in both directions', () => {
  const anchored = toggleSelected(emptySelection, 'd');
  expect([...extendSelected(anchored, 'b', order).ids].toSorted()).toEqual(['b', 'c', 'd']);
  expect([...extendSelected(anchored, 'e', order).ids].toSorted()).toEqual(['d', 'e']);
});

it('starts anew when the anchor is no longer on show', () => {
  expect(extendSelected({ ids: new Set(['x']), anchor: 'x' }, 'b', order)).toEqual({
    ids: new Set(['x', 'b']),
    anchor: 'b',
  });
});

it('gives back what is chosen twice', () => {
  expect(toggleSelected(toggleSelected(emptySelection, 'a'), 'a').ids.size).toBe(0);
});
