import type { TestClock } from '#server/kernel/clock.ts';

/** Real time that can be moved ahead: durable tasks and pauses go on as usual, and a year passes when a test says so. */
export function createShiftedClock(): TestClock {
  let aheadMs = 0;
  return {
    now: () => new Date(Date.now() + aheadMs),
    advance: (milliseconds) => {
      aheadMs += milliseconds;
    },
  };
}
