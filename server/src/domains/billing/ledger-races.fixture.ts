import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { getBalance } from './index.ts';
import type { LedgerScenario } from './ledger-scenarios.fixture.ts';
import { dayMs } from './ledger.fixture.ts';

const succeeded = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((result) => result.status === 'fulfilled').length;
const refusals = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((result) => result.status === 'rejected').map((result) => (result.reason as { code?: string }).code);

/** Many at once on one workspace. */
export const ledgerRaces: LedgerScenario[] = [
  {
    name: 'never hold more than there is',
    async play(ledger) {
      await ledger.grant('one', 33, { days: 1 });
      await ledger.grant('two', 33, { days: 2 });
      await ledger.grant('three', 34);
      const results = await Promise.allSettled(Array.from({ length: 40 }, () => ledger.hold(randomUUID(), 7)));
      expect(succeeded(results)).toBe(14);
      expect(new Set(refusals(results))).toEqual(new Set(['insufficient_credits']));
      expect(await ledger.transact(getBalance)).toMatchObject({ available: 2, held: 98 });
    },
  },
  {
    name: 'move once when all are the same hold, and once when all are the same settlement',
    async play(ledger) {
      await ledger.grant('one', 100);
      const jobId = randomUUID();
      expect(succeeded(await Promise.allSettled(Array.from({ length: 20 }, () => ledger.hold(jobId, 60))))).toBe(20);
      expect(await ledger.transact(getBalance)).toMatchObject({ available: 40, held: 60 });
      expect(succeeded(await Promise.allSettled(Array.from({ length: 20 }, () => ledger.settle(jobId, 45))))).toBe(20);
      expect(await ledger.transact(getBalance)).toMatchObject({ available: 55, held: 0 });
    },
  },
  {
    name: 'settle one job at one price when a success and a cancellation race',
    async play(ledger) {
      await ledger.grant('one', 1000);
      for (let round = 0; round < 20; round += 1) {
        const jobId = randomUUID();
        await ledger.hold(jobId, 10);
        const results = await Promise.allSettled([ledger.settle(jobId, 10), ledger.release(jobId)]);
        expect(succeeded(results)).toBe(1);
        expect(refusals(results)).toEqual(['conflict']);
      }
    },
  },
  {
    name: 'hold, settle, expire and grant in any order without deadlock or loss',
    async play(ledger) {
      for (let day = 1; day <= 6; day += 1) await ledger.grant(`day-${day}`, 200, { days: day });
      const jobs = Array.from({ length: 60 }, () => randomUUID());
      const lives = jobs.map(async (jobId, index) => {
        await ledger.hold(jobId, 10 + (index % 17));
        if (index % 10 === 0) ledger.clock.advance(dayMs / 2);
        if (index % 7 === 0) await ledger.sweep();
        if (index % 9 === 0) await ledger.grant(`late-${index}`, 50, { days: 30 });
        await ledger.settle(jobId, index % 3 === 0 ? 0 : 5);
      });
      const results = await Promise.allSettled(lives);
      expect(refusals(results).filter((code) => code !== 'insufficient_credits')).toEqual([]);
      expect(await ledger.transact(getBalance)).toMatchObject({ held: 0 });
    },
  },
];
