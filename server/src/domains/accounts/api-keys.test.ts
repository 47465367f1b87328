import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '#test/start-test-app.ts';
import type { TestApp, Visitor } from '#test/start-test-app.ts';
import { rateLimits } from './rate-limits.ts';

describe('an API key', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startTestApp({ worker: false });
  });
  afterAll(() => running.close());

  const status = async (visitor: Visitor) => (await visitor.send('/api/me')).status;

  it('acts for the account that made it, in its workspace, and is shown once', async () => {
    const person = await running.signUp();
    const { key, secret } = await person.sdk.accounts.createApiKey({ name: 'Script' });
    expect(secret).toMatch(/^atl_[0-9a-f]{16}_[\w-]{40}$/);
    // bcrypt reads no further than 72 bytes.
    expect(Buffer.byteLength(secret)).toBeLessThan(72);
    expect((await running.withKey(secret).sdk.accounts.me()).workspace.id).toBe(person.workspaceId);
    const { items } = await person.sdk.accounts.listApiKeys();
    expect(items.map(({ id }) => id)).toEqual([key.id]);
    expect(JSON.stringify(items)).not.toContain(secret.slice(-40));
  });

  it('stops working the moment it is revoked, also while its check is remembered', async () => {
    const person = await running.signUp();
    const { key, secret } = await person.sdk.accounts.createApiKey({ name: 'Short-lived' });
    const client = running.withKey(secret);
    expect(await status(client)).toBe(200);
    await person.sdk.accounts.revokeApiKey({ id: key.id });
    expect(await status(client)).toBe(401);
  });

  it('is refused with any character changed, and after a membership has ended', async () => {
    const person = await running.signUp();
    const { secret } = await person.sdk.accounts.createApiKey({ name: 'Member' });
    expect(await status(running.withKey(secret))).toBe(200);
    expect(await status(running.withKey(secret.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))))).toBe(401);
    expect(await status(running.withKey(`${secret}a`))).toBe(401);
    await running.test.admin.query('delete from app.members where account_id = $1', [person.accountId]);
    expect(await status(running.withKey(secret))).toBe(401);
    expect(await status(person)).toBe(401);
  });

  it('cannot make or revoke keys, end sessions or read the operator’s mails', async () => {
    const person = await running.signUp();
    const { key, secret } = await person.sdk.accounts.createApiKey({ name: 'Limited' });
    const client = running.withKey(secret);
    for (const [method, path] of [
      ['POST', '/api/api-keys'],
      ['DELETE', `/api/api-keys/${key.id}`],
      ['GET', '/api/sessions'],
      ['GET', '/api/operator/mails'],
      ['PATCH', '/api/me'],
    ] as const) {
      const answer = await client.send(path, {
        method,
        ...(method === 'POST' || method === 'PATCH' ? { json: { name: 'Another' } } : {}),
      });
      expect([path, answer.status]).toEqual([path, 403]);
    }
  });

  it('needs no same-origin request, because no browser sends it by itself', async () => {
    const person = await running.signUp();
    const { secret } = await person.sdk.accounts.createApiKey({ name: 'From anywhere' });
    const answer = await running.withKey(secret).send('/api/quotes', {
      method: 'POST',
      json: { operation: 'none', model: 'none', parameters: {} },
      headers: { origin: 'https://elsewhere.example' },
    });
    expect(answer.status).toBe(404);
  });

  it('is looked at slowly by a network that guesses, before its hash is', async () => {
    await running.test.admin.query('delete from app.rate_buckets');
    const { capacity } = rateLimits['api key per network'];
    const guess = (count: number) =>
      status(running.withKey(`atl_${count.toString(16).padStart(16, '0')}_${'x'.repeat(40)}`));
    const statuses = await Promise.all(Array.from({ length: capacity + 10 }, (_, count) => guess(count)));
    expect(statuses.filter((one) => one === 429).length).toBeGreaterThan(0);
    expect(statuses.filter((one) => one !== 429 && one !== 401)).toEqual([]);
    await running.test.admin.query('delete from app.rate_buckets');
  });
});
