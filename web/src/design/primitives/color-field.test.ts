import { expect, it } from 'vitest';
import { parseHex } from './color-field.tsx';

it('reads the usual ways to write a colour and nothing else', () => {
  expect(['#f80', 'ff8800', ' #FF8800 ', 'orange', '#ff88'].map(parseHex)).toEqual([
    '#ff8800',
    '#ff8800',
    '#ff8800',
    null,
    null,
  ]);
});
