import { randomUUID } from 'node:crypto';
import type { StatementLine } from '#contract/api/billing.ts';
import { createTestClock } from '#server/kernel/clock.ts';
import type { TestClock } from '#server/kernel/clock.ts';
import type { TestDatabase } from '#test/database.ts';
import type { BillingContext } from './billing-context.ts';
import { grantCredits, holdCredits, listStatement, releaseHold, settleHold, sweepExpired } from './index.ts';
import type { Violation } from './queries.ts';

export const dayMs = 86_400_000;

/** One workspace's ledger in a test: each call is a transaction of its own, and the clock is the test's. */
export interface TestLedger {
  workspaceId: string;
  clock: TestClock;
  transact<Result>(work: (ctx: BillingContext) => Promise<Result>): Promise<Result>;
  grant(
    reason: string,
    credits: number,
    options?: { days?: number | null; source?: 'promotion' | 'issuance' },
  ): Promise<void>;
  hold(jobId: string, credits: number): Promise<void>;
  settle(jobId: string, credits: number): Promise<void>;
  release(jobId: string): Promise<void>;
  sweep(): Promise<void>;
  statement(): Promise<StatementLine[]>;
  /** Of this workspace only, so that a property run does not read the books of all earlier ones. */
  violations(): Promise<Violation[]>;
}

export function createTestLedger(test: TestDatabase, clock = createTestClock()): TestLedger {
  const workspaceId = randomUUID();
  const ports = { database: test.database, clock, ids: risingIds() };
  const transact: TestLedger['transact'] = (work) =>
    test.database.inWorkspace(workspaceId, (tx) => work({ tx, ports, workspace: { id: workspaceId } }));
  return {
    workspaceId,
    clock,
    transact,
    grant(reason, credits, { days = null, source = 'promotion' } = {}) {
      const expiresAt = days === null ? null : new Date(clock.now().getTime() + days * dayMs);
      return transact((ctx) => grantCredits(ctx, { reason, credits, source, expiresAt, memo: reason }));
    },
    hold: (jobId, credits) => transact((ctx) => holdCredits(ctx, { jobId, credits, memo: 'Generate image' })),
    settle: (jobId, credits) => transact((ctx) => settleHold(ctx, { jobId, credits })),
    release: (jobId) => transact((ctx) => releaseHold(ctx, { jobId })),
    async sweep() {
      await sweepExpired(ports);
    },
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

/** Lots with the same expiry are used in the order of their ids: in tests, the order in which they were granted. */
function risingIds() {
  let count = 0;
  return {
    uuid: () => `00000000-0000-7000-8000-${String((count += 1)).padStart(12, '0')}`,
    secret: () => {
      throw new Error('The ledger makes no secrets');
    },
  };
}
