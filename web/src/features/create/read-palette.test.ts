import { expect, it } from 'vitest';
import { readPalette } from './read-palette.ts';

it('reads a palette and refuses anything else', () => {
  const colours = [{ hex: '#87a08b', share: 0.42, name: 'sage' }];
  expect(readPalette(JSON.stringify({ colours }))).toEqual(colours);
  expect(
    ['{}', '{"colours":[{"hex":"red; background:url(x)","share":1,"name":"x"}]}', 'no json'].map(readPalette),
  ).toEqual([null, null, null]);
});
