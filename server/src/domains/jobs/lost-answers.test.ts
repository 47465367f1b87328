import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, start, startJobsApp } from './jobs.fixture.ts';
import type { JobsApp } from './jobs.fixture.ts';

const lostAnswers = ['lost-acknowledgement', 'server-error-after-commit'] as const;

for (const recovery of ['replay-key', 'searchable'] as const) {
  describe(`a lost answer of a provider that is ${recovery}`, () => {
    let app: JobsApp;
    beforeAll(async () => {
      app = await startJobsApp({ recovery });
    });
    afterAll(() => app.close());

    it.each(lostAnswers)('buys once and delivers after %s', async (kind) => {
      const person = await app.signUp();
      await app.misbehave({ kind });
      const job = await ended(person, await start(person));
      expect(job).toMatchObject({ state: 'succeeded', creditsCharged: 1 });
      const [attempt, ...others] = await app.attempts(job.id);
      expect(others).toEqual([]);
      const { generations, submits } = await app.effects();
      expect(generations[attempt!.token]).toBe(1);
      expect(submits[attempt!.token]).toBe(recovery === 'replay-key' ? 2 : 1);
    });

    // Only a provider that takes the same key again is asked again.
    it.runIf(recovery === 'replay-key').each(['rate-limited', 'payment-required', 'server-error'] as const)(
      'buys once although the repeat meets %s',
      async (kind) => {
        const person = await app.signUp();
        await app.misbehave({ kind: 'lost-acknowledgement' }, { kind, skip: 1, retryAfterSeconds: 0 });
        const job = await ended(person, await start(person));
        expect(job).toMatchObject({ state: 'succeeded', creditsCharged: 1 });
        const [attempt, ...others] = await app.attempts(job.id);
        expect(others).toEqual([]);
        expect((await app.effects()).generations[attempt!.token]).toBe(1);
      },
    );
  });
}

describe('a lost answer of a provider that can be asked nothing', () => {
  let app: JobsApp;
  beforeAll(async () => {
    app = await startJobsApp({ recovery: 'blind' });
  });
  afterAll(() => app.close());

  it.each(lostAnswers)(
    'is never sent again after %s: the outcome is unknown, the hold given back, the loss ours',
    async (kind) => {
      const person = await app.signUp();
      await app.misbehave({ kind });
      const job = await ended(person, await start(person));
      expect(job).toMatchObject({ state: 'unknown', creditsCharged: 0, error: { class: 'unknown', charged: false } });
      const [attempt, ...others] = await app.attempts(job.id);
      expect(others).toEqual([]);
      expect(attempt?.state).toBe('unknown');
      expect((await app.effects()).submits[attempt!.token]).toBe(1);
      expect(await app.booked(job.id)).toEqual({ hold: 1, settle: 0, 'provider-loss': 1 });
      expect(await person.sdk.billing.balance()).toMatchObject({ available: 500, held: 0 });
    },
  );

  it('is no reason not to deliver when the answer comes', async () => {
    const person = await app.signUp();
    expect((await ended(person, await start(person))).state).toBe('succeeded');
  });
});
