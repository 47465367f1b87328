import { describe, expect, it } from 'vitest';
import { present } from '#server/kernel/assert.ts';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { ledgerMutants } from './ledger-mutants.fixture.ts';
import type { LedgerMutant } from './ledger-mutants.fixture.ts';
import { checkLedgerProperty } from './ledger-property.fixture.ts';
import { ledgerRaces } from './ledger-races.fixture.ts';
import { ledgerScenarios } from './ledger-scenarios.fixture.ts';
import { ledgerWalls } from './ledger-walls.fixture.ts';
import { createTestLedger } from './ledger.fixture.ts';

const runs = 300;

describe('the suite', () => {
  it('finds nothing wrong with the ledger as it is', async () => {
    expect(await findBug(null)).toBeNull();
  });

  it.each(ledgerMutants)('notices when $bug', { timeout: 120_000 }, async (mutant) => {
    expect(await findBug(mutant)).toEqual(expect.any(String));
  });
});

/** What noticed the planted bug first; null when nothing did. */
async function findBug(mutant: LedgerMutant | null): Promise<string | null> {
  const test = await createTestDatabase();
  try {
    if (mutant) await plant(test, mutant);
    const [first, second] = mutant && 'sql' in mutant ? [ledgerWalls, ledgerScenarios] : [ledgerScenarios, ledgerWalls];
    for (const scenario of [...first, ...second, ...ledgerRaces]) {
      const ledger = createTestLedger(test);
      try {
        await scenario.play(ledger, test);
        expect(await ledger.violations()).toEqual([]);
      } catch {
        return scenario.name;
      }
    }
    await checkLedgerProperty(test, { numRuns: mutant ? runs : 30, endOnFailure: true });
    return null;
  } catch (error) {
    return error instanceof Error && error.message.startsWith('Property failed') ? 'the model' : rethrow(error);
  } finally {
    await test.close();
  }
}

function rethrow(error: unknown): never {
  throw error;
}

async function plant(test: TestDatabase, mutant: LedgerMutant): Promise<void> {
  if ('sql' in mutant) {
    await test.admin.query(mutant.sql);
    return;
  }
  const { rows } = await test.admin.query<{ text: string }>(
    "select pg_get_functiondef(oid) as text from pg_proc where pronamespace = 'app'::regnamespace and proname = $1",
    [mutant.of],
  );
  const text = present(rows[0], `there is a function ${mutant.of}`).text;
  expect(text, 'the function no longer has the place of this bug').toContain(mutant.replace);
  await test.admin.query(text.replaceAll(mutant.replace, () => mutant.by));
}
