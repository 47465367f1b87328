import { expect, it } from 'vitest';
import { failureOf, isWorthRetrying } from './failure.ts';

const refused = {
  code: 'insufficient_credits',
  message: 'This costs 8 credits and 3 are left.',
  data: { thing: 'balance', remedy: 'Ask for a grant.', requestId: 'r1' },
};

it('keeps the words and the way out of an API error', () => {
  expect(failureOf(refused)).toEqual({
    code: 'insufficient_credits',
    message: 'This costs 8 credits and 3 are left.',
    remedy: 'Ask for a grant.',
    requestId: 'r1',
    retryAfterSeconds: null,
  });
});

it('asks again after a lost connection, never after a refusal', () => {
  expect([new TypeError('Failed to fetch'), refused, new Error('boom')].map(isWorthRetrying)).toEqual([
    true,
    false,
    false,
  ]);
});
