import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, start, startJobsApp, tiny } from './jobs.fixture.ts';
import type { JobsApp } from './jobs.fixture.ts';

describe('a job', () => {
  let app: JobsApp;
  beforeAll(async () => {
    app = await startJobsApp();
  });
  afterAll(() => app.close());

  it('becomes assets with their bytes and their history, and is paid once', async () => {
    const person = await app.signUp();
    const job = await ended(person, await start(person, tiny({ prompt: 'two small lakes', count: 2 })));
    expect(job).toMatchObject({
      state: 'succeeded',
      creditsQuoted: 2,
      creditsCharged: 2,
      error: null,
      fraction: 1,
      demo: true,
    });
    expect(job.outputs).toHaveLength(2);
    for (const output of job.outputs) {
      const bytes = Buffer.from(await (await person.send(output.urls.original)).arrayBuffer());
      expect(bytes.subarray(1, 4).toString()).toBe('PNG');
      const { rows } = await app.test.admin.query<{ sha256: string }>('select sha256 from app.assets where id = $1', [
        output.id,
      ]);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(rows[0]?.sha256);
    }
    const { rows: steps } = await app.test.admin.query(
      'select model, operation, parameters from app.steps where job_id = $1',
      [job.id],
    );
    expect(steps).toMatchObject([
      { model: 'demo/tiny', operation: 'image.generate', parameters: { prompt: 'two small lakes', count: 2 } },
    ]);
    expect(await app.booked(job.id)).toEqual({ hold: 2, settle: 2 });
    expect(await person.sdk.billing.balance()).toMatchObject({ available: 498, held: 0 });
  });

  it('draws an open seed once and keeps it', async () => {
    const person = await app.signUp();
    const job = await start(person);
    expect(job.parameters.seed).toBeTypeOf('number');
    expect((await ended(person, job)).parameters.seed).toBe(job.parameters.seed);
  });

  it('is the same job for the same idempotency key, however often and however close together it is asked for', async () => {
    const person = await app.signUp();
    const request = tiny({ prompt: 'once' });
    const quote = await person.sdk.jobs.quote(request);
    const idempotencyKey = randomUUID();
    const ask = () => person.sdk.jobs.start({ ...request, quoteId: quote.id }, { context: { idempotencyKey } });
    const together = await Promise.all([ask(), ask(), ask(), ask()]);
    await ended(person, together[0]!);
    const later = await ask();
    expect(new Set([...together, later].map(({ id }) => id)).size).toBe(1);
    expect((await person.sdk.jobs.list({})).items).toHaveLength(1);
    expect((await person.sdk.billing.balance()).available).toBe(499);
  });

  it('refuses a key that was used for another request', async () => {
    const person = await app.signUp();
    const key = randomUUID();
    await start(person, tiny({ prompt: 'one thing' }), key);
    await expect(start(person, tiny({ prompt: 'another thing' }), key)).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('keeps keys of different workspaces apart', async () => {
    const [one, other] = [await app.signUp(), await app.signUp()];
    const key = randomUUID();
    expect((await start(one, tiny(), key)).id).not.toBe((await start(other, tiny(), key)).id);
  });

  it('refuses a quote for another request, of another workspace, and an unknown one', async () => {
    const [person, stranger] = [await app.signUp(), await app.signUp()];
    const cheap = await person.sdk.jobs.quote(tiny({ count: 1 }));
    await expect(person.sdk.jobs.start({ ...tiny({ count: 4 }), quoteId: cheap.id })).rejects.toMatchObject({
      code: 'quote_mismatch',
    });
    await expect(stranger.sdk.jobs.start({ ...tiny({ count: 1 }), quoteId: cheap.id })).rejects.toMatchObject({
      code: 'quote_expired',
    });
    await expect(person.sdk.jobs.start({ ...tiny(), quoteId: randomUUID() })).rejects.toMatchObject({
      code: 'quote_expired',
    });
    expect((await person.sdk.jobs.list({})).items).toEqual([]);
  });

  it('is refused with what is wrong when its request cannot be carried out', async () => {
    const person = await app.signUp();
    const quote = (change: object) => person.sdk.jobs.quote({ ...tiny(), ...change } as ReturnType<typeof tiny>);
    await expect(quote({ model: 'demo/none' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(quote({ operation: 'image.upscale' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(quote({ parameters: { prompt: 'x', count: 5 } })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(quote({ inputs: [{ name: 'image', assetId: randomUUID() }] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('cannot be seen, canceled or repeated from another workspace', async () => {
    const [person, stranger] = [await app.signUp(), await app.signUp()];
    const job = await ended(person, await start(person));
    for (const act of ['get', 'cancel', 'retry'] as const) {
      await expect(stranger.sdk.jobs[act]({ id: job.id })).rejects.toMatchObject({ code: 'not_found' });
    }
    expect((await stranger.sdk.jobs.list({})).items).toEqual([]);
  });

  it('that the provider refuses costs nothing and says why', async () => {
    const person = await app.signUp();
    const job = await ended(person, await start(person, tiny({ prompt: 'a forbidden-demo-word' })));
    expect(job).toMatchObject({ state: 'refused', creditsCharged: 0, error: { class: 'refused', charged: false } });
    expect(await app.booked(job.id)).toEqual({ hold: 1, settle: 0 });
    expect((await person.sdk.billing.balance()).available).toBe(500);
  });

  it('is listed newest first, page by page, and those under way apart', async () => {
    const person = await app.signUp();
    const ids: string[] = [];
    for (const prompt of ['first', 'second', 'third'])
      ids.unshift((await ended(person, await start(person, tiny({ prompt })))).id);
    const first = await person.sdk.jobs.list({ limit: 2 });
    const second = await person.sdk.jobs.list({ limit: 2, cursor: first.nextCursor! });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect(second.nextCursor).toBeNull();
    expect((await person.sdk.jobs.list({ active: 'true' })).items).toEqual([]);
  });

  it('is not started at a price whose time is over', async () => {
    const person = await app.signUp();
    const quote = await person.sdk.jobs.quote(tiny());
    app.clock.advance(30 * 60_000 + 1);
    await expect(person.sdk.jobs.start({ ...tiny(), quoteId: quote.id })).rejects.toMatchObject({
      code: 'quote_expired',
    });
  });
});
