import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '#test/start-test-app.ts';
import type { Person, TestApp } from '#test/start-test-app.ts';

const hourMs = 3_600_000;

describe('account mails', () => {
  let running: TestApp;
  let operator: Person;
  beforeAll(async () => {
    running = await startTestApp({ worker: false, settings: { sessionIdleMinutes: 600 } });
    operator = await running.signUp();
  });
  afterAll(() => running.close());

  /** The secret of the newest mail of a kind to an address, as its reader finds it. */
  async function mailedToken(to: string, template: string): Promise<string> {
    const { items } = await operator.sdk.notifications.listMails({});
    const mail = items.find((one) => one.to === to && one.template === template);
    return /#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? `no mail ${template} to ${to}`;
  }
  const call = (path: string, json: object) => running.visitor().send(path, { method: 'POST', json });

  it('wait for the operator alone where there is no mail server', async () => {
    const person = await running.signUp({ email: 'reader@example.org' });
    const { items } = await operator.sdk.notifications.listMails({});
    expect(items.find(({ to }) => to === 'reader@example.org')).toMatchObject({
      template: 'verify-email',
      state: 'outbox',
    });
    expect((await person.send('/api/operator/mails')).status).toBe(403);
    const { secret } = await operator.sdk.accounts.createApiKey({ name: 'Key of the operator' });
    expect((await running.withKey(secret).send('/api/operator/mails')).status).toBe(403);
  });

  it('are sealed as rows: neither address nor link lies there in clear', async () => {
    await running.signUp({ email: 'sealed@example.org' });
    const token = await mailedToken('sealed@example.org', 'verify-email');
    const { rows } = await running.test.admin.query('select to_jsonb(m) as mail from app.mails m');
    const { rows: tokens } = await running.test.admin.query('select to_jsonb(t) as token from app.account_tokens t');
    expect(JSON.stringify([rows, tokens])).not.toContain('sealed@example.org');
    expect(JSON.stringify([rows, tokens])).not.toContain(token);
  });

  it('confirm an address once', async () => {
    const person = await running.signUp();
    const token = await mailedToken(person.email, 'verify-email');
    expect((await call('/api/auth/verify-email', { token })).status).toBe(200);
    expect((await person.sdk.accounts.me()).account.emailVerified).toBe(true);
    expect((await call('/api/auth/verify-email', { token })).status).toBe(410);
  });

  it('set a new password once, sign everybody out, and end the old password', async () => {
    const person = await running.signUp();
    const elsewhere = running.visitor();
    await elsewhere.sdk.accounts.signIn({ email: person.email, password: person.password });
    expect((await call('/api/auth/request-reset', { email: person.email })).status).toBe(200);
    const token = await mailedToken(person.email, 'reset-password');
    expect((await call('/api/auth/reset-password', { token, password: 'a whole new password' })).status).toBe(200);
    for (const session of [person, elsewhere]) expect((await session.send('/api/me')).status).toBe(401);
    expect((await call('/api/auth/sign-in', { email: person.email, password: person.password })).status).toBe(401);
    expect((await call('/api/auth/sign-in', { email: person.email, password: 'a whole new password' })).status).toBe(
      200,
    );
    expect((await call('/api/auth/reset-password', { token, password: 'another new password' })).status).toBe(410);
  });

  it('set a new password only once when the link is used three times at once', async () => {
    const person = await running.signUp();
    await call('/api/auth/request-reset', { email: person.email });
    const token = await mailedToken(person.email, 'reset-password');
    const answers = await Promise.all(
      ['first', 'second', 'third']
        .map((word) => `${word} new password`)
        .map((password) => call('/api/auth/reset-password', { token, password })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410, 410]);
  });

  it('stop working after their time, and for another purpose', async () => {
    const person = await running.signUp();
    const verify = await mailedToken(person.email, 'verify-email');
    expect((await call('/api/auth/reset-password', { token: verify, password: 'a whole new password' })).status).toBe(
      410,
    );
    await call('/api/auth/request-reset', { email: person.email });
    const token = await mailedToken(person.email, 'reset-password');
    running.clock.advance(hourMs + 1_000);
    expect((await call('/api/auth/reset-password', { token, password: 'a whole new password' })).status).toBe(410);
  });

  it('are asked for with the same answer whether the address is known or not', async () => {
    const person = await running.signUp();
    const answers = await Promise.all(
      [person.email, 'nobody-here@example.org'].map(async (email) => {
        const response = await call('/api/auth/request-reset', { email });
        return [response.status, await response.text(), [...response.headers.keys()].toSorted()];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    const { items } = await operator.sdk.notifications.listMails({});
    expect(items.some(({ to }) => to === 'nobody-here@example.org')).toBe(false);
  });

  it('are not sent without end: after a few, asking again has to wait', async () => {
    const person = await running.signUp();
    const statuses: number[] = [];
    for (let count = 0; count < 4; count += 1)
      statuses.push((await call('/api/auth/request-reset', { email: person.email })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });
});
