import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStream } from '#sdk/index.ts';
import { until } from '#test/until.ts';
import { ended, inState, start, startJobsApp, tiny } from './jobs.fixture.ts';
import type { JobsApp } from './jobs.fixture.ts';

describe('a job in trouble', () => {
  let app: JobsApp;
  beforeAll(async () => {
    app = await startJobsApp({ settings: { signUpGrantCredits: 6, maximumActiveJobs: 2 } });
  });
  afterAll(() => app.close());

  it('is tried again after the pause the provider asks for', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'rate-limited', retryAfterSeconds: 1 });
    const began = performance.now();
    const job = await ended(person, await start(person));
    expect(job.state).toBe('succeeded');
    expect(performance.now() - began).toBeGreaterThan(1_000);
    expect((await app.attempts(job.id)).map(({ state }) => state)).toEqual(['rejected', 'accepted']);
    expect(await app.booked(job.id)).toEqual({ hold: 1, settle: 1 });
  });

  it('fails for nothing when the provider keeps refusing to take it', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'rate-limited', retryAfterSeconds: 0, count: 4 });
    const job = await ended(person, await start(person));
    expect(job).toMatchObject({ state: 'failed', creditsCharged: 0, error: { class: 'limited', retryable: true } });
    expect(await app.attempts(job.id)).toHaveLength(4);
    expect(await person.sdk.billing.balance()).toMatchObject({ available: 6, held: 0 });
  });

  it('fails at once where another try cannot help', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'payment-required' });
    const job = await ended(person, await start(person));
    expect(job).toMatchObject({
      state: 'failed',
      creditsCharged: 0,
      error: { class: 'insufficient-funds', retryable: false },
    });
    expect(await app.attempts(job.id)).toHaveLength(1);
  });

  it('succeeds although checks fail, files come in halves and addresses expire', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'status-error' }, { kind: 'half-file' }, { kind: 'expired-url' });
    const job = await ended(person, await start(person, tiny({ count: 2 })));
    expect(job).toMatchObject({ state: 'succeeded', creditsCharged: 2 });
    expect((await app.effects()).boughtTwice).toEqual([]);
  });

  it('is not charged when the provider refuses the content later', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'refused-late' });
    expect(await ended(person, await start(person))).toMatchObject({
      state: 'refused',
      creditsCharged: 0,
      outputs: [],
    });
  });

  it('can be canceled while it runs: its hold is given back, and everybody is told', async () => {
    const person = await app.signUp();
    const told: string[] = [];
    const listening = new AbortController();
    let isOpen = false;
    const reading = (async () => {
      for await (const news of openStream({ url: app.url, fetch: person.fetch, signal: listening.signal })) {
        isOpen ||= news.kind === 'opened';
        if (news.kind === 'event' && news.event.type === 'job.changed') told.push(news.event.state);
      }
    })();
    await until('the stream is open', async () => isOpen);
    await app.misbehave({ kind: 'never-finishes' });
    const job = await start(person);
    await inState(person, job, 'running');
    expect(await person.sdk.billing.balance()).toMatchObject({ available: 5, held: 1 });
    expect((await person.sdk.jobs.cancel({ id: job.id })).cancelRequested).toBe(true);
    expect(await ended(person, job)).toMatchObject({
      state: 'canceled',
      creditsCharged: 0,
      error: { class: 'canceled' },
    });
    expect(await person.sdk.billing.balance()).toMatchObject({ available: 6, held: 0 });
    await until('the end is told', async () => told.includes('canceled'));
    expect(told.filter((state, index) => state !== told[index - 1])).toEqual(['submitting', 'running', 'canceled']);
    await expect(person.sdk.jobs.cancel({ id: job.id })).rejects.toMatchObject({ code: 'not_in_this_state' });
    listening.abort();
    await reading;
  });

  it('can be repeated once it has ended, once per key', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'payment-required' });
    const failed = await ended(person, await start(person, tiny({ prompt: 'again' })));
    const context = { idempotencyKey: randomUUID() };
    const [again, same] = await Promise.all([
      person.sdk.jobs.retry({ id: failed.id }, { context }),
      person.sdk.jobs.retry({ id: failed.id }, { context }),
    ]);
    expect(again).toMatchObject({ retryOf: failed.id, parameters: failed.parameters });
    expect(same.id).toBe(again.id);
    expect((await ended(person, again)).state).toBe('succeeded');
    expect((await person.sdk.billing.balance()).available).toBe(5);
  });

  it('is not accepted beyond the credits, nor beyond the length of the queue', async () => {
    const person = await app.signUp();
    await app.misbehave({ kind: 'never-finishes', count: 2 });
    const first = await start(person, tiny({ count: 4 }));
    await expect(start(person, tiny({ count: 3 }))).rejects.toMatchObject({ code: 'insufficient_credits' });
    const second = await start(person, tiny({ count: 1 }));
    await expect(start(person, tiny({ count: 1 }))).rejects.toMatchObject({ code: 'queue_full' });
    await expect(person.sdk.jobs.retry({ id: first.id })).rejects.toMatchObject({ code: 'not_in_this_state' });
    expect((await person.sdk.jobs.list({})).items).toHaveLength(2);
    for (const job of [first, second]) {
      await inState(person, job, 'running');
      await person.sdk.jobs.cancel({ id: job.id });
      await ended(person, job);
    }
    expect(await person.sdk.billing.balance()).toMatchObject({ available: 6, held: 0 });
  });
});
