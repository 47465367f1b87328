import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AtelierError } from '#contract/errors.ts';
import { startTestApp } from '#test/start-test-app.ts';
import type { TestApp } from '#test/start-test-app.ts';
import { rateLimits } from './rate-limits.ts';

describe('signing in', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startTestApp({ worker: false });
  });
  afterAll(() => running.close());

  const refusalOf = (call: Promise<unknown>) =>
    call.then(
      () => null,
      (error: unknown) => (error instanceof AtelierError ? error : Promise.reject(error as Error)),
    );

  it('opens a session for the right password, whatever the case of the address', async () => {
    const person = await running.signUp({ email: 'Mixed.Case@Example.org' });
    const elsewhere = running.visitor();
    const me = await elsewhere.sdk.accounts.signIn({
      email: ' mixed.case@example.ORG'.trim(),
      password: person.password,
    });
    expect(me.account.id).toBe(person.accountId);
    expect(elsewhere.cookie()).not.toBe(person.cookie());
  });

  it('answers the same to a wrong password and an unknown address', async () => {
    const person = await running.signUp();
    const answers = await Promise.all(
      [person.email, 'nobody@example.org'].map(async (email) => {
        const response = await running
          .visitor()
          .send('/api/auth/sign-in', { method: 'POST', json: { email, password: 'not the password' } });
        return [response.status, (await response.text()).replace(/"requestId":"[^"]+"/, '')];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(401);
  });

  it('slows guessing down for one address, says how long, and does not lock anybody else out', async () => {
    const [victim, other] = [await running.signUp(), await running.signUp()];
    const { capacity } = rateLimits['sign-in per account'];
    const guess = () =>
      running
        .visitor()
        .send('/api/auth/sign-in', { method: 'POST', json: { email: victim.email, password: 'a guess' } });
    for (let count = 0; count < capacity; count += 1) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect(refused.status).toBe(429);
    const { data } = (await refused.json()) as { data: { retryAfterSeconds: number } };
    expect(data.retryAfterSeconds).toBeGreaterThan(0);
    expect(data.retryAfterSeconds).toBeLessThanOrEqual(rateLimits['sign-in per account'].everySeconds);
    expect(refused.headers.get('retry-after')).toBe(String(data.retryAfterSeconds));
    await running.visitor().sdk.accounts.signIn({ email: other.email, password: other.password });
    // Waiting helps: with the bucket's clock moved back, the right password works.
    await running.test.admin.query(`update app.rate_buckets set updated_at = updated_at - interval '60 seconds'`);
    await running.visitor().sdk.accounts.signIn({ email: victim.email, password: victim.password });
  });

  it('slows one network down over all addresses', async () => {
    await running.test.admin.query('delete from app.rate_buckets');
    const { capacity } = rateLimits['sign-in per network'];
    const guess = async (email: string) =>
      (await running.visitor().send('/api/auth/sign-in', { method: 'POST', json: { email, password: 'a guess' } }))
        .status;
    expect(await guess('first@example.org')).toBe(401);
    // As after all attempts but one: made one by one they take so long that the bucket fills up meanwhile.
    await running.test.admin.query('update app.rate_buckets set tokens = tokens - $1', [capacity - 2]);
    expect(await guess('second@example.org')).toBe(401);
    expect(await guess('third@example.org')).toBe(429);
    await running.test.admin.query('delete from app.rate_buckets');
  });

  it('refuses an address that is taken, and tells by mail the one it belongs to', async () => {
    const person = await running.signUp();
    const refusal = await refusalOf(
      running
        .visitor()
        .sdk.accounts.signUp({ email: person.email.toUpperCase(), password: 'another password', displayName: 'X' }),
    );
    expect(refusal?.code).toBe('email_not_accepted');
    const { rows } = await running.test.admin.query(
      'select template from app.mails where account_id = $1 order by created_at',
      [person.accountId],
    );
    expect(rows.map(({ template }) => template as string)).toEqual(['verify-email', 'sign-up-repeated']);
    await running.visitor().sdk.accounts.signIn({ email: person.email, password: person.password });
  });

  it('makes one of two sign-ups with the same address at once, and exactly one first operator', async () => {
    const sign = () =>
      refusalOf(
        running
          .visitor()
          .sdk.accounts.signUp({ email: 'twice@example.org', password: 'a long password', displayName: 'Twice' }),
      );
    const outcomes = await Promise.all([sign(), sign(), sign()]);
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(1);
    const { rows } = await running.test.admin.query(
      'select count(*)::int as operators from app.accounts where operator',
    );
    expect(rows).toEqual([{ operators: 1 }]);
  });

  it('keeps no password that is too short, and none in clear', async () => {
    const refusal = await refusalOf(
      running.visitor().sdk.accounts.signUp({ email: 'short@example.org', password: 'short', displayName: 'S' }),
    );
    expect(refusal?.code).toBe('invalid_input');
    const { rows } = await running.test.admin.query<{ password_hash: string }>(
      'select password_hash from app.accounts',
    );
    for (const { password_hash: hash } of rows) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});
