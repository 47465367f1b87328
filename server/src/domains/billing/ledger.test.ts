import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { findViolations, getBalance, listStatement } from './index.ts';
import { ledgerRaces } from './ledger-races.fixture.ts';
import { ledgerScenarios } from './ledger-scenarios.fixture.ts';
import { ledgerWalls } from './ledger-walls.fixture.ts';
import { createTestLedger } from './ledger.fixture.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe('a job', () => {
  it('is held, pays what it used and gets the rest back, and the statement says so', async () => {
    const ledger = createTestLedger(test);
    await ledger.grant('opening', 100);
    const jobId = randomUUID();
    await ledger.hold(jobId, 40);
    expect(await ledger.transact(getBalance)).toEqual({ available: 60, held: 40, expiringNext: null });
    await ledger.settle(jobId, 25);
    expect(await ledger.transact(getBalance)).toEqual({ available: 75, held: 0, expiringNext: null });
    const at = ledger.clock.now().toISOString();
    expect(await ledger.statement()).toEqual([
      { id: `settle:${jobId}`, at, kind: 'settle', available: 15, held: -40, spent: 25, memo: '', jobId },
      { id: `hold:${jobId}`, at, kind: 'hold', available: -40, held: 40, spent: 0, memo: 'Generate image', jobId },
      {
        id: `grant:opening:${ledger.workspaceId}`,
        at,
        kind: 'grant',
        available: 100,
        held: 0,
        spent: 0,
        memo: 'opening',
        jobId: null,
      },
    ]);
  });

  it('costs nothing when it is released', async () => {
    const ledger = createTestLedger(test);
    await ledger.grant('opening', 10);
    const jobId = randomUUID();
    await ledger.hold(jobId, 10);
    await ledger.release(jobId);
    expect(await ledger.transact(getBalance)).toMatchObject({ available: 10, held: 0 });
    expect((await ledger.statement())[0]).toMatchObject({ kind: 'release', available: 10, held: -10, spent: 0 });
  });

  it('is refused with what is available, what it costs and the way out', async () => {
    const ledger = createTestLedger(test);
    await ledger.grant('opening', 10);
    await expect(ledger.hold(randomUUID(), 11)).rejects.toMatchObject({
      code: 'insufficient_credits',
      message: 'This costs 11 credits; 10 are available.',
      details: { thing: 'credits', limit: '10 available, 11 needed', remedy: expect.stringContaining('Add 1 credits') },
    });
    expect(await ledger.transact(getBalance)).toMatchObject({ available: 10, held: 0 });
  });

  it('tells open browsers that the balance changed, once per movement and not for a repeat', async () => {
    const ledger = createTestLedger(test);
    await ledger.grant('opening', 10);
    const jobId = randomUUID();
    for (let times = 0; times < 2; times += 1) {
      await ledger.hold(jobId, 4);
      await ledger.settle(jobId, 4);
    }
    const { rows } = await test.admin.query('select type from app.events where workspace_id = $1', [
      ledger.workspaceId,
    ]);
    expect(rows).toEqual(Array.from({ length: 3 }, () => ({ type: 'balance.changed' })));
  });
});

describe('the statement', () => {
  it('comes in pages, newest first, without a gap', async () => {
    const ledger = createTestLedger(test);
    for (let index = 1; index <= 7; index += 1) {
      await ledger.grant(`gift-${index}`, index);
      // The order does not follow a clock that is set back.
      ledger.clock.advance(-1000);
    }
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await ledger.transact((ctx) => listStatement(ctx, { cursor, limit: 3 }));
      seen.push(...page.items.map((line) => line.available));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it('refuses a cursor that is not its own', async () => {
    const ledger = createTestLedger(test);
    await expect(ledger.transact((ctx) => listStatement(ctx, { cursor: 'bm8', limit: 3 }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a bug of other ledgers', () => {
  it.each(ledgerScenarios)('$name', async (scenario) => {
    const ledger = createTestLedger(test);
    await scenario.play(ledger, test);
    expect(await ledger.violations()).toEqual([]);
  });
});

describe('many at once', () => {
  it.each(ledgerRaces)('$name', async (race) => {
    const ledger = createTestLedger(test);
    await race.play(ledger, test);
    expect(await ledger.violations()).toEqual([]);
  });
});

describe('the database', () => {
  it.each(ledgerWalls)('$name', async (wall) => {
    const ledger = createTestLedger(test);
    await wall.play(ledger, test);
    expect(await ledger.violations()).toEqual([]);
  });
});

it('leaves no violation behind', async () => {
  expect(await findViolations(test)).toEqual([]);
});
