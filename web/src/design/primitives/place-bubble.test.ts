import { expect, it } from 'vitest';
import { placeBubble } from './place-bubble.ts';

const size = { width: 100, height: 24 };
const view = { width: 1000, height: 600 };
const part = (left: number, top: number) => ({ left, top, right: left + 32, bottom: top + 32 });

it('stands centred above its part where there is room', () => {
  expect(placeBubble({ around: part(500, 300), side: 'top', size, view })).toEqual({ left: 466, top: 268 });
});

it('goes to the other side at the edge of the screen', () => {
  expect(placeBubble({ around: part(500, 8), side: 'top', size, view }).top).toBe(48);
  expect(placeBubble({ around: part(960, 300), side: 'right', size, view }).left).toBe(852);
});

it('never leaves the screen sideways', () => {
  expect(placeBubble({ around: part(968, 300), side: 'top', size, view }).left).toBe(894);
});
