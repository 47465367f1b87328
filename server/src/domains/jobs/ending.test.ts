import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storeFile } from '../library/index.ts';
import type { StoredFile } from '../library/index.ts';
import { canceledByUser, chargeFor, faultOnOurSide, hasEnded, outcomeUnknown } from './job.ts';
import type { JobRef } from './job.ts';
import { start, startJobsApp, tiny } from './jobs.fixture.ts';
import type { JobsApp, JobsPerson } from './jobs.fixture.ts';
import { insertAttempt } from './attempts.queries.ts';
import { readJob, updateJob } from './queries.ts';
import { createProgressReporter } from './report-progress.ts';
import { endJob, giveUpJob, settleJob } from './settle-job.ts';

const quoted = fc.record({
  creditsQuoted: fc.integer({ min: 0, max: 1_000_000 }),
  outputCount: fc.integer({ min: 1, max: 16 }),
});
const delivered = fc.integer({ min: 0, max: 20 });

describe('the charge', () => {
  it('is never above the quote, all of it for everything, nothing for nothing, and more for more', () => {
    fc.assert(
      fc.property(quoted, delivered, (job, count) => {
        const charge = chargeFor(job, count);
        expect(Number.isInteger(charge)).toBe(true);
        expect(charge).toBeGreaterThanOrEqual(0);
        expect(charge).toBeLessThanOrEqual(job.creditsQuoted);
        expect(chargeFor(job, 0)).toBe(0);
        expect(chargeFor(job, job.outputCount + count)).toBe(job.creditsQuoted);
        expect(chargeFor(job, count + 1)).toBeGreaterThanOrEqual(charge);
        // Never a whole credit more than the share that was delivered.
        expect(charge - (job.creditsQuoted * Math.min(count, job.outputCount)) / job.outputCount).toBeLessThan(1);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** What any run of a job's task may try at any moment, also one that was taken over and does not know it yet. */
const moves = [
  'submitting',
  'running',
  'storing',
  'settle all',
  'settle some',
  'settle none',
  'cancel',
  'unknown',
  'fail',
  'give up',
  'late progress',
] as const;

describe('the end of a job', () => {
  let app: JobsApp;
  let person: JobsPerson;
  let file: StoredFile;

  beforeAll(async () => {
    // Without a worker nothing moves but what the test moves.
    app = await startJobsApp({ worker: false, settings: { signUpGrantCredits: 100_000, maximumActiveJobs: 1_000 } });
    person = await app.signUp();
    const path = join(app.dataDir, 'scratch', 'output.txt');
    await writeFile(path, 'an output');
    file = await storeFile(app.app.ports, { workspaceId: person.workspaceId, path });
  });
  afterAll(() => app.close());

  const newJob = async (count = 4): Promise<JobRef> => ({
    jobId: (await start(person, tiny({ count }))).id,
    workspaceId: person.workspaceId,
  });
  const read = ({ jobId }: JobRef) => person.sdk.jobs.get({ id: jobId });
  const outputs = (count: number) => Array.from({ length: count }, (_, index) => ({ index, file }));

  async function make(move: (typeof moves)[number], ref: JobRef): Promise<unknown> {
    const { ports } = app.app;
    switch (move) {
      case 'submitting':
      case 'running':
      case 'storing':
        return ports.database.inWorkspace(ref.workspaceId, (tx) => updateJob(tx, ref.jobId, { state: move }), {
          role: 'worker',
        });
      case 'settle all':
        return settleJob(ports, ref, outputs(4));
      case 'settle some':
        return settleJob(ports, ref, outputs(1));
      case 'settle none':
        return settleJob(ports, ref, []);
      case 'cancel':
        return endJob(ports, ref, { state: 'canceled', error: canceledByUser });
      case 'unknown':
        return endJob(ports, ref, { state: 'unknown', error: outcomeUnknown });
      case 'fail':
        return endJob(ports, ref, { state: 'failed', error: faultOnOurSide });
      case 'give up':
        return giveUpJob(ports, ref);
      case 'late progress': {
        const reporter = createProgressReporter(ports, ref);
        reporter.report({ stage: 'Painting', fraction: 0.5 });
        return reporter.flush();
      }
    }
  }

  it('is reached once and never changes, whatever comes later and in which order', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...moves), { minLength: 1, maxLength: 8 }), async (plan) => {
        const ref = await newJob();
        let end: Awaited<ReturnType<typeof read>> | null = null;
        for (const move of plan) {
          await make(move, ref);
          const now = await read(ref);
          if (end) expect(now).toEqual({ ...end, outputs: now.outputs });
          else if (hasEnded(now.state)) end = now;
          expect(now.finishedAt !== null).toBe(hasEnded(now.state));
          expect(now.creditsCharged !== null).toBe(hasEnded(now.state));
        }
        const booked = await app.booked(ref.jobId);
        expect(booked.hold).toBe(4);
        expect(booked.settle).toBe(end?.creditsCharged ?? undefined);
        expect('provider-loss' in booked).toBe(end?.state === 'unknown');
        if (end) expect(end.outputs).toHaveLength(end.creditsCharged ?? 0);
      }),
      { numRuns: 25 },
    );
    expect((await app.test.admin.query('select * from app.ledger_violations')).rows).toEqual([]);
  });

  it('is reached once when several runs end the job at the same moment', async () => {
    const ref = await newJob();
    await Promise.all([
      make('settle all', ref),
      make('cancel', ref),
      make('unknown', ref),
      make('settle some', ref),
      make('give up', ref),
    ]);
    const job = await read(ref);
    const { rows } = await app.test.admin.query(
      "select payload->>'state' as state from app.events where payload->>'jobId' = $1 and type = 'job.changed'",
      [ref.jobId],
    );
    expect(rows).toEqual([{ state: job.state }]);
    expect((await app.booked(ref.jobId)).settle).toBe(job.creditsCharged);
  });

  it('charges the share that was delivered and gives the rest back', async () => {
    const before = (await person.sdk.billing.balance()).available;
    const ref = await newJob(4);
    await make('settle some', ref);
    expect(await read(ref)).toMatchObject({ state: 'succeeded', creditsQuoted: 4, creditsCharged: 1, outputs: [{}] });
    expect((await person.sdk.billing.balance()).available).toBe(before - 1);
  });

  it('tells nothing about progress that comes late', async () => {
    const ref = await newJob();
    await make('cancel', ref);
    await make('late progress', ref);
    expect(await read(ref)).toMatchObject({ stage: null });
    const late = await app.test.admin.query(
      "select from app.events where payload->>'jobId' = $1 and type = 'job.progressed'",
      [ref.jobId],
    );
    expect(late.rowCount).toBe(0);
  });

  it.each([
    ['submitting', 'unknown', true],
    ['accepted', 'failed', true],
    ['completed', 'failed', true],
    ['rejected', 'failed', false],
  ] as const)(
    'after faults that stay, with an attempt %s, is %s, and our loss is booked: %s',
    async (attemptState, state, isLoss) => {
      const { ports } = app.app;
      const ref = await newJob();
      await ports.database.inWorkspace(ref.workspaceId, (tx) =>
        insertAttempt(tx, {
          id: ports.ids.uuid(),
          ...ref,
          number: 1,
          token: ports.ids.uuid(),
          state: attemptState,
          startedAt: ports.clock.now(),
        }),
      );
      await make('give up', ref);
      expect((await read(ref)).state).toBe(state);
      expect('provider-loss' in (await app.booked(ref.jobId))).toBe(isLoss);
      const row = await ports.database.inWorkspace(ref.workspaceId, (tx) => readJob(tx, ref.jobId));
      expect(row?.creditsCharged).toBe(0);
    },
  );
});
