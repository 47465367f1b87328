import { expect, it } from 'vitest';
import { splitLinks } from './split-links.ts';

it('finds addresses and leaves the sentence around them', () => {
  expect(splitLinks('Open http://127.0.0.1:4000/verify-email#abc. Thanks')).toEqual([
    { text: 'Open ', isLink: false },
    { text: 'http://127.0.0.1:4000/verify-email#abc', isLink: true },
    { text: '. Thanks', isLink: false },
  ]);
});

it('never makes a link of a script address', () => {
  expect(splitLinks('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)', isLink: false }]);
});
