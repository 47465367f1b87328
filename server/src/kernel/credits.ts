import { assert } from './assert.ts';

/** Whole credits only; beyond this a number is no longer exact in every client. */
export const maximumCredits = 1_000_000_000;

export function assertCredits(value: number, what: string): number {
  assert(
    Number.isSafeInteger(value) && value >= 0 && value <= maximumCredits,
    `${what} is whole credits from 0 to ${maximumCredits}`,
  );
  return value;
}
