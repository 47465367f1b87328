import { expect, it } from 'vitest';
import { placeOf } from './use-scroll-memory.ts';

it('gives the wall and the viewer over it one place, and every filter its own', () => {
  const place = (pathname: string, searchStr = '') => placeOf({ pathname, searchStr });
  expect(place('/library/01a1', '?q=sea')).toBe(place('/library', '?q=sea'));
  expect(place('/library', '?q=sea')).not.toBe(place('/library'));
  expect(place('/jobs/1')).not.toBe(place('/jobs/2'));
});
