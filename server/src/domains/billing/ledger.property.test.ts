import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { findViolations } from './index.ts';
import { checkLedgerProperty } from './ledger-property.fixture.ts';

// One planted bug needed 177 runs to show, so 100 are not enough. LEDGER_RUNS=20000 is the long mode.
const runs = Number(process.env.LEDGER_RUNS ?? 300);
const seed = process.env.LEDGER_SEED === undefined ? {} : { seed: Number(process.env.LEDGER_SEED) };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it(
  'does what the model does, for every history of grants, holds, settlements, expiry, repeats and clocks set back',
  async () => {
    await checkLedgerProperty(test, { numRuns: runs, ...seed });
    expect(await findViolations(test)).toEqual([]);
  },
  60_000 + runs * 500,
);
