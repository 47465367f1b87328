import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '#test/start-test-app.ts';
import type { TestApp, Visitor } from '#test/start-test-app.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

describe('a session', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startTestApp({ worker: false, settings: { sessionIdleMinutes: 30, sessionMaximumDays: 2 } });
  });
  afterAll(() => running.close());

  const status = async (visitor: Visitor) => (await visitor.send('/api/me')).status;

  it('is a cookie that scripts cannot read, other sites do not send and only this host gets', async () => {
    const person = await running.signUp();
    const [line = ''] = person.setCookies;
    expect(line).toMatch(/^__Host-atelier_session=[\w-]{43};/);
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure'])
      expect(line.split('; ')).toContain(attribute);
    expect(line).not.toContain('Domain');
    const { rows } = await running.test.admin.query<{ token_hash: string }>('select token_hash from app.sessions');
    const token = person.cookie().split('=')[1] ?? '';
    expect(rows.some(({ token_hash: hash }) => hash.includes(token) || token.includes(hash))).toBe(false);
  });

  it('ends after the idle limit, and is pushed on by being used', async () => {
    const [idle, used] = [await running.signUp(), await running.signUp()];
    running.clock.advance(20 * minuteMs);
    expect(await status(used)).toBe(200);
    running.clock.advance(11 * minuteMs);
    expect(await status(idle)).toBe(401);
    expect(await status(used)).toBe(200);
    running.clock.advance(30 * minuteMs + 1_000);
    expect(await status(used)).toBe(401);
  });

  it('ends everywhere else when the password is changed, which takes the present one', async () => {
    const person = await running.signUp();
    const elsewhere = running.visitor();
    await elsewhere.sdk.accounts.signIn({ email: person.email, password: person.password });
    const next = 'another long password';
    await expect(person.sdk.accounts.changePassword({ current: 'not this one', next })).rejects.toMatchObject({
      code: 'wrong_credentials',
    });
    expect(await status(elsewhere)).toBe(200);
    await person.sdk.accounts.changePassword({ current: person.password, next });
    expect([await status(person), await status(elsewhere)]).toEqual([200, 401]);
    await expect(
      elsewhere.sdk.accounts.signIn({ email: person.email, password: person.password }),
    ).rejects.toMatchObject({
      code: 'wrong_credentials',
    });
    await elsewhere.sdk.accounts.signIn({ email: person.email, password: next });
  });

  it('ends at its absolute limit, however much it is used', async () => {
    const person = await running.signUp();
    for (let waited = 0; waited < 2 * dayMs - 20 * minuteMs; waited += 20 * minuteMs) {
      running.clock.advance(20 * minuteMs);
      expect(await status(person)).toBe(200);
    }
    running.clock.advance(21 * minuteMs);
    expect(await status(person)).toBe(401);
  });

  it('can be signed out from another one, at once', async () => {
    const person = await running.signUp({ userAgent: 'Mozilla/5.0 (X11; Linux x64) Firefox/150.0' });
    const phone = running.visitor('Mozilla/5.0 (iPhone; CPU) Version/20 Safari/605');
    await phone.sdk.accounts.signIn({ email: person.email, password: person.password });
    const { items } = await person.sdk.accounts.listSessions();
    expect(items.map(({ device, current }) => [device, current]).toSorted()).toEqual([
      ['Firefox on Linux', true],
      ['Safari on iOS', false],
    ]);
    await person.sdk.accounts.revokeSession({ id: items.find(({ current }) => !current)!.id });
    expect(await status(phone)).toBe(401);
    expect(await status(person)).toBe(200);
  });

  it('is over when signed out, also for a copy of its cookie, which the browser is told to drop', async () => {
    const person = await running.signUp();
    const cookie = person.cookie();
    await person.sdk.accounts.signOut();
    expect(person.setCookies.at(-1)).toContain('Expires=Thu, 01 Jan 1970');
    const thief = running.visitor();
    expect((await thief.send('/api/me', { headers: { cookie } })).status).toBe(401);
  });

  it('is not taken from an address, a body or another name', async () => {
    const person = await running.signUp();
    const token = person.cookie().split('=')[1] ?? '';
    const stranger = running.visitor();
    expect((await stranger.send(`/api/me?token=${token}`)).status).toBe(401);
    expect((await stranger.send('/api/me', { headers: { cookie: `atelier_session=${token}` } })).status).toBe(401);
    expect((await stranger.send('/api/me', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401);
  });

  it.for([
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['an opaque Origin', { origin: 'null' }],
    ['a foreign Origin in spite of a good look', { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1' }],
  ] as const)('changes nothing for a request of another site: %s', async ([, headers]) => {
    const person = await running.signUp();
    await running.test.admin.query('delete from app.rate_buckets');
    const refused = await person.send('/api/me', { method: 'PATCH', json: { displayName: 'Changed' }, headers });
    expect(refused.status).toBe(403);
    expect((await person.sdk.accounts.me()).account.displayName).toBe(person.displayName);
    // Nor does another site sign a visitor in, into an account of its choice.
    const signIn = { method: 'POST', json: { email: person.email, password: person.password }, headers };
    const visitor = running.visitor();
    expect((await visitor.send('/api/auth/sign-in', signIn)).status).toBe(403);
    expect(visitor.cookie()).toBe('');
  });

  it('changes things for a request of the page itself', async () => {
    const person = await running.signUp();
    const likely: Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { origin: running.url }, {}];
    for (const headers of likely) {
      expect((await person.send('/api/me', { method: 'PATCH', json: { displayName: 'Myself' }, headers })).status).toBe(
        200,
      );
    }
  });
});
