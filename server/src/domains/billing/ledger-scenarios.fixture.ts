import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { TestDatabase } from '#test/database.ts';
import { bookProviderLoss, getBalance } from './index.ts';
import { dayMs } from './ledger.fixture.ts';
import type { TestLedger } from './ledger.fixture.ts';

/** A story with a known ending. Also told to the planted bugs, which must not get past all of them. */
export interface LedgerScenario {
  name: string;
  play(ledger: TestLedger, test: TestDatabase): Promise<void>;
}

const balance = (ledger: TestLedger) => ledger.transact(getBalance);

async function refund(ledger: TestLedger, id: string, reason: string, credits: number): Promise<string> {
  const { rows } = await ledger.transact((ctx) =>
    ctx.tx.client.query<{ outcome: string }>(
      `select app.ledger_refund($1, $2, lot_id, $3, '', $4) as outcome
         from app.ledger_entries where workspace_id = $1 and transfer_id = $5 and account = 'available'`,
      [ledger.workspaceId, id, credits, ledger.clock.now(), `grant:${reason}:${ledger.workspaceId}`],
    ),
  );
  return rows[0]!.outcome;
}

/** Bugs that other ledgers had, each with what ours does instead. */
export const ledgerScenarios: LedgerScenario[] = [
  {
    name: 'does not let expired credits be spent before a sweep came by',
    async play(ledger) {
      await ledger.grant('gift', 10, { days: 1 });
      ledger.clock.advance(dayMs - 1);
      await ledger.hold(randomUUID(), 1);
      ledger.clock.advance(1);
      expect(await balance(ledger)).toEqual({ available: 0, held: 1, expiringNext: null });
      await expect(ledger.hold(randomUUID(), 1)).rejects.toMatchObject({ code: 'insufficient_credits' });
    },
  },
  {
    name: 'gives one grant per purchase, and a second purchase its own',
    async play(ledger) {
      for (const purchase of ['purchase-1', 'purchase-1', 'purchase-2', 'purchase-1']) {
        await ledger.grant(purchase, 100, { source: 'issuance' });
      }
      expect(await balance(ledger)).toMatchObject({ available: 200 });
    },
  },
  {
    name: 'goes on to the next lot instead of overdrawing the first',
    async play(ledger) {
      await ledger.grant('first', 10, { days: 1 });
      await ledger.grant('second', 10, { days: 2 });
      await ledger.grant('third', 10);
      const jobId = randomUUID();
      await ledger.hold(jobId, 25);
      expect(await balance(ledger)).toEqual({ available: 5, held: 25, expiringNext: null });
      await ledger.settle(jobId, 12);
      expect(await balance(ledger)).toMatchObject({ available: 18, held: 0, expiringNext: { credits: 8 } });
    },
  },
  {
    name: 'takes the earliest expiry first, whatever was granted first',
    async play(ledger) {
      await ledger.grant('paid', 50, { source: 'issuance' });
      await ledger.grant('gift', 50, { days: 1 });
      await ledger.hold(randomUUID(), 30);
      expect(await balance(ledger)).toMatchObject({ available: 70, expiringNext: { credits: 20 } });
    },
  },
  {
    name: 'does not claw back paid credits when a gift expires that was used already',
    async play(ledger) {
      await ledger.grant('gift', 100, { days: 1 });
      await ledger.grant('paid', 50, { source: 'issuance' });
      const jobId = randomUUID();
      await ledger.hold(jobId, 80);
      await ledger.settle(jobId, 80);
      ledger.clock.advance(dayMs);
      await ledger.sweep();
      await ledger.sweep();
      expect(await balance(ledger)).toMatchObject({ available: 50, held: 0 });
      const swept = (await ledger.statement()).filter((line) => line.kind === 'expire');
      expect(swept).toMatchObject([{ available: -20, held: 0, spent: 0 }]);
    },
  },
  {
    name: 'grants once for one top-up, however often it is retried and at once',
    async play(ledger) {
      await Promise.all(Array.from({ length: 6 }, () => ledger.grant('top-up', 30, { source: 'issuance' })));
      expect(await balance(ledger)).toMatchObject({ available: 30 });
      await expect(ledger.grant('top-up', 31, { source: 'issuance' })).rejects.toMatchObject({ code: 'conflict' });
      await expect(ledger.grant('top-up', 30, { source: 'promotion' })).rejects.toMatchObject({ code: 'conflict' });
      await expect(ledger.grant('top-up', 30, { source: 'issuance', days: 1 })).rejects.toMatchObject({
        code: 'conflict',
      });
    },
  },
  {
    name: 'takes a purchase back once, though a refund and a dispute both ask for it, and only out of its own lot',
    async play(ledger) {
      await ledger.grant('purchase', 40, { source: 'issuance' });
      await ledger.grant('gift', 40);
      expect(await refund(ledger, 'refund:purchase', 'purchase', 40)).toBe('moved');
      expect(await refund(ledger, 'refund:purchase', 'purchase', 40)).toBe('replayed');
      expect(await refund(ledger, 'refund:purchase', 'purchase', 10)).toBe('conflict');
      expect(await refund(ledger, 'dispute:purchase', 'purchase', 40)).toBe('insufficient');
      expect(await balance(ledger)).toMatchObject({ available: 40 });
    },
  },
  {
    name: 'gives nothing back for a purchase that expired',
    async play(ledger) {
      await ledger.grant('purchase', 40, { source: 'issuance', days: 1 });
      ledger.clock.advance(dayMs);
      expect(await refund(ledger, 'refund:purchase', 'purchase', 40)).toBe('insufficient');
    },
  },
  {
    name: 'sweeps the lots that are due and no other',
    async play(ledger) {
      await ledger.grant('today', 10, { days: 1 });
      await ledger.grant('later', 10, { days: 1 + 1 / 24 });
      ledger.clock.advance(dayMs);
      await ledger.sweep();
      expect(await balance(ledger)).toMatchObject({ available: 10, expiringNext: { credits: 10 } });
    },
  },
  {
    name: 'captures after the lot expired, and lets what comes back expire at once',
    async play(ledger) {
      await ledger.grant('gift', 20, { days: 1 });
      const jobId = randomUUID();
      await ledger.hold(jobId, 15);
      ledger.clock.advance(dayMs);
      await ledger.settle(jobId, 9);
      expect(await balance(ledger)).toEqual({ available: 0, held: 0, expiringNext: null });
      expect((await ledger.statement())[0]).toMatchObject({ kind: 'settle', available: 0, held: -15, spent: 9 });
    },
  },
  {
    name: 'keeps a swept lot expired when the clock is set back',
    async play(ledger) {
      await ledger.grant('gift', 20, { days: 1 });
      const jobId = randomUUID();
      await ledger.hold(jobId, 15);
      ledger.clock.advance(400 * dayMs);
      await ledger.sweep();
      ledger.clock.advance(-400 * dayMs);
      await ledger.release(jobId);
      expect(await balance(ledger)).toEqual({ available: 0, held: 0, expiringNext: null });
      await ledger.sweep();
    },
  },
  {
    name: 'never captures more than the hold',
    async play(ledger) {
      await ledger.grant('gift', 100);
      const jobId = randomUUID();
      await ledger.hold(jobId, 10);
      await expect(ledger.settle(jobId, 11)).rejects.toThrow('would pay 11 credits of a hold of 10');
      await expect(ledger.settle(randomUUID(), 0)).rejects.toThrow('has no hold to settle');
      expect(await balance(ledger)).toMatchObject({ available: 90, held: 10 });
    },
  },
  {
    name: 'settles once, and says so when a second settlement names another price',
    async play(ledger) {
      await ledger.grant('gift', 100);
      const jobId = randomUUID();
      await ledger.hold(jobId, 10);
      await ledger.hold(jobId, 10);
      await ledger.settle(jobId, 4);
      await ledger.settle(jobId, 4);
      await expect(ledger.settle(jobId, 5)).rejects.toMatchObject({ code: 'conflict' });
      await expect(ledger.release(jobId)).rejects.toMatchObject({ code: 'conflict' });
      await expect(ledger.hold(jobId, 9)).rejects.toMatchObject({ code: 'conflict' });
      expect(await balance(ledger)).toMatchObject({ available: 96, held: 0 });
      expect(await ledger.statement()).toHaveLength(3);
    },
  },
  {
    name: 'answers a repeated hold with the first one even when nothing is left',
    async play(ledger) {
      await ledger.grant('gift', 10);
      const jobId = randomUUID();
      await ledger.hold(jobId, 10);
      await ledger.hold(jobId, 10);
      expect(await balance(ledger)).toMatchObject({ available: 0, held: 10 });
    },
  },
  {
    name: 'books the loss of a vendor paid in vain without touching the balance',
    async play(ledger) {
      await ledger.grant('gift', 10);
      const jobId = randomUUID();
      const lose = (credits: number) => ledger.transact((ctx) => bookProviderLoss(ctx, { jobId, credits }));
      await lose(7);
      await lose(7);
      await expect(lose(8)).rejects.toMatchObject({ code: 'conflict' });
      expect(await balance(ledger)).toMatchObject({ available: 10, held: 0 });
      expect(await ledger.statement()).toHaveLength(1);
    },
  },
  {
    name: 'leaves no trace of a free job on the statement',
    async play(ledger) {
      const jobId = randomUUID();
      await ledger.hold(jobId, 0);
      await ledger.settle(jobId, 0);
      expect(await ledger.statement()).toEqual([]);
    },
  },
];
