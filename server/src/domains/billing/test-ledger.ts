import { randomUUID } from 'node:crypto';
import type { StatementLine } from '#contract/api/billing.ts';
import { createTestClock } from '#server/kernel/clock.ts';
import type { TestClock } from '#server/kernel/clock.ts';
import { randomIds } from '#server/kernel/ids.ts';
import type { TestDatabase } from '#test/database.ts';
import type { BillingContext } from './billing-context.ts';
import { listStatement } from './list-statement.ts';
import type { Violation } from './queries.ts';

/** One workspace's ledger in a test: each call is a transaction of its own, and the clock is the test's. */
export interface TestLedger {
  workspaceId: string;
  clock: TestClock;
  transact<Result>(work: (ctx: BillingContext) => Promise<Result>): Promise<Result>;
  statement(): Promise<StatementLine[]>;
  /** Of this workspace only, so that a property run does not read the books of all earlier ones. */
  violations(): Promise<Violation[]>;
}

export function createTestLedger(test: TestDatabase, clock = createTestClock()): TestLedger {
  const workspaceId = randomUUID();
  const ports = { database: test.database, clock, ids: randomIds };
  const transact: TestLedger['transact'] = (work) =>
    test.database.inWorkspace(workspaceId, (tx) => work({ tx, ports, workspace: { id: workspaceId } }));
  return {
    workspaceId,
    clock,
    transact,
    statement: () => transact(async (ctx) => (await listStatement(ctx, { limit: 200 })).items),
    async violations() {
      const { rows } = await test.admin.query<Violation>({
        name: 'violations-of-workspace',
        text: 'select workspace_id as "workspaceId", rule, subject, detail from app.ledger_violations where workspace_id = $1',
        values: [workspaceId],
      });
      return rows;
    },
  };
}
