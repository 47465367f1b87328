import fc from 'fast-check';
import { expect } from 'vitest';
import { createTestClock } from '#server/kernel/clock.ts';
import type { TestDatabase } from '#test/database.ts';
import { getBalance } from './index.ts';
import { carryOut, commandLists, lotIdOf, resolveRepeats } from './ledger-command.fixture.ts';
import type { LedgerCommand } from './ledger-command.fixture.ts';
import { createTestLedger } from './ledger.fixture.ts';
import type { TestLedger } from './ledger.fixture.ts';
import { apply, balanceOf, createModel, settleCreditsOf } from './ledger-model.fixture.ts';
import type { LedgerModel } from './ledger-model.fixture.ts';

/** Random histories on the real database: after each command outcome, balance and lots are the model's, and no invariant is violated. */
export async function checkLedgerProperty(
  test: TestDatabase,
  options: fc.Parameters<[LedgerCommand[]]>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(commandLists, (commands) => checkHistory(test, commands)),
    options,
  );
}

export async function checkHistory(test: TestDatabase, commands: LedgerCommand[]): Promise<void> {
  const clock = createTestClock();
  const ledger = createTestLedger(test, clock);
  const model = createModel(clock.now().getTime());
  for (const command of resolveRepeats(commands)) {
    const credits = command.verb === 'settle' ? settleCreditsOf(model, command.job, command.percent) : 0;
    const expected = apply(model, command);
    const outcome = await carryOut(ledger, command, credits);
    expect({ command, outcome, ...(await stateOf(test, ledger)) }).toEqual({
      command,
      outcome: expected,
      ...expectedState(model),
    });
  }
  const spent = (await ledger.statement()).map((line) => line.spent);
  expect(spent.reduce((total, each) => total + each, 0)).toBe(model.spentCredits);
}

async function stateOf(test: TestDatabase, ledger: TestLedger) {
  const { available, held } = await ledger.transact(getBalance);
  const { rows: lots } = await test.admin.query({
    name: 'lots-of-workspace',
    text: 'select id, remaining::int, held::int from app.ledger_lots where workspace_id = $1 order by id',
    values: [ledger.workspaceId],
  });
  return { available, held, lots, violations: await ledger.violations() };
}

function expectedState(model: LedgerModel) {
  const lots = model.lots.map(({ number, remaining, held }) => ({ id: lotIdOf(number), remaining, held }));
  return { ...balanceOf(model), lots, violations: [] };
}
