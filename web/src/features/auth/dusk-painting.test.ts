import { expect, it } from 'vitest';
import { mix, randomFrom } from './dusk-painting.ts';

it('draws the same numbers from the same seed, spread over the whole range', () => {
  const first = randomFrom(7);
  const second = randomFrom(7);
  const numbers = Array.from({ length: 2_000 }, () => first());
  expect(numbers).toEqual(Array.from({ length: 2_000 }, () => second()));
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, one) => sum + one, 0) / numbers.length).toBeCloseTo(0.5, 1);
});

it('mixes two colours by channel', () => {
  expect([mix('#000000', '#ffffff', 0), mix('#000000', '#ff8000', 0.5), mix('#102030', '#ffffff', 1)]).toEqual([
    'rgb(0 0 0)',
    'rgb(128 64 0)',
    'rgb(255 255 255)',
  ]);
});
