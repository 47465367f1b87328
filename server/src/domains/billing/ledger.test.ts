import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { bookProviderLoss, findViolations, getBalance, grantCredits, holdCredits, releaseHold, settleHold, sweepExpired } from './index.ts';
import { createTestLedger } from './test-ledger.ts';
import type { TestLedger } from './test-ledger.ts';

const dayMs = 86_400_000;

let test: TestDatabase;
let ledger: TestLedger;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(async () => {
  expect(await findViolations(test)).toEqual([]);
  await test.close();
});

async function open(credits: number, days: number | null = null): Promise<void> {
  ledger = createTestLedger(test);
  await grant('opening', credits, days);
}

function grant(reason: string, credits: number, days: number | null = null): Promise<void> {
  const expiresAt = days === null ? null : new Date(ledger.clock.now().getTime() + days * dayMs);
  return ledger.transact((ctx) => grantCredits(ctx, { reason, credits, source: 'promotion', expiresAt, memo: reason }));
}
const hold = (jobId: string, credits: number) => ledger.transact((ctx) => holdCredits(ctx, { jobId, credits, memo: 'Generate image' }));
const settle = (jobId: string, credits: number) => ledger.transact((ctx) => settleHold(ctx, { jobId, credits }));
const release = (jobId: string) => ledger.transact((ctx) => releaseHold(ctx, { jobId }));
const balance = () => ledger.transact(getBalance);

describe('a job', () => {
  it('is held, pays what it used and gets the rest back', async () => {
    await open(100);
    const jobId = randomUUID();
    await hold(jobId, 40);
    expect(await balance()).toEqual({ available: 60, held: 40, expiringNext: null });
    await settle(jobId, 25);
    expect(await balance()).toEqual({ available: 75, held: 0, expiringNext: null });
    const lines = (await ledger.statement()).map(({ at: _at, ...line }) => line);
    expect(lines).toEqual([
      { id: `settle:${jobId}`, kind: 'settle', available: 15, held: -40, spent: 25, memo: '', jobId },
      { id: `hold:${jobId}`, kind: 'hold', available: -40, held: 40, spent: 0, memo: 'Generate image', jobId },
      { id: `grant:opening:${ledger.workspaceId}`, kind: 'grant', available: 100, held: 0, spent: 0, memo: 'opening', jobId: null },
    ]);
  });
  it('that is released costs nothing', async () => {
    await open(10);
    const jobId = randomUUID();
    await hold(jobId, 10);
    await release(jobId);
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
    expect((await ledger.statement())[0]).toMatchObject({ kind: 'release', available: 10, held: -10, spent: 0 });
  });
  it('is refused with what is available, what it costs and the way out', async () => {
    await open(10);
    await expect(hold(randomUUID(), 11)).rejects.toMatchObject({
      code: 'insufficient_credits',
      message: 'This costs 11 credits; 10 are available.',
      details: { thing: 'credits', limit: '10 available, 11 needed', remedy: expect.stringContaining('Add 1 credits') },
    });
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
  });
  it('loses nothing for the workspace when a vendor was paid in vain', async () => {
    await open(10);
    await ledger.transact((ctx) => bookProviderLoss(ctx, { jobId: randomUUID(), credits: 7 }));
    expect(await balance()).toMatchObject({ available: 10, held: 0 });
  });
  it('sweeps', async () => {
    await open(10, 1);
    ledger.clock.advance(dayMs);
    await sweepExpired({ database: test.database, clock: ledger.clock, ids: { uuid: randomUUID, secret: String } });
    expect(await balance()).toEqual({ available: 0, held: 0, expiringNext: null });
  });
});
