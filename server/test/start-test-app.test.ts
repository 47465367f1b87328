import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from './start-test-app.ts';
import type { TestApp } from './start-test-app.ts';
import { until } from './until.ts';

describe('the app as tests start it', () => {
  let running: TestApp;
  beforeAll(async () => {
    running = await startTestApp();
  });
  afterAll(() => running.close());

  it('signs people up, each with a workspace of their own, the first as operator', async () => {
    const [first, second] = [await running.signUp(), await running.signUp()];
    expect((await first.sdk.accounts.me()).account).toMatchObject({ id: first.accountId, operator: true });
    expect((await second.sdk.accounts.me()).account).toMatchObject({ id: second.accountId, operator: false });
    expect(second.workspaceId).not.toBe(first.workspaceId);
  });

  it('carries out durable tasks and finds a person by API key', async () => {
    const person = await running.signUp();
    const { secret } = await person.sdk.accounts.createApiKey({ name: 'Test' });
    const byKey = running.withKey(secret);
    await until('the samples are there', async () => (await byKey.sdk.library.list({})).items.length === 6);
    expect((await running.visitor().send('/api/me')).status).toBe(401);
  });
});
