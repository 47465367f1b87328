import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp } from '#test/start-test-app.ts';
import type { Person, TestApp } from '#test/start-test-app.ts';
import { runCli } from './run-cli.fixture.ts';

/** The demo leaves a generation in its queue for 300 ms by this: half a minute, long enough to be interrupted. */
const speed = 0.01;
const timeoutMs = 60_000;
let running: TestApp;
let person: Person;
let variables: Record<string, string>;
let cwd: string;

beforeAll(async () => {
  running = await startTestApp({ demo: { speed } });
  person = await running.signUp();
  const { secret } = await person.sdk.accounts.createApiKey({ name: 'CLI' });
  cwd = await mkdtemp(join(tmpdir(), 'atelier-cli-'));
  variables = { XDG_CONFIG_HOME: join(cwd, 'config'), ATELIER_URL: running.url, ATELIER_API_KEY: secret };
});
afterAll(async () => {
  await running.close();
  await rm(cwd, { recursive: true, force: true });
});

it(
  'cancels the job on Ctrl-C, says what it cost, and leaves nothing behind',
  async () => {
    const before = await person.sdk.billing.balance();
    let sent = false;
    const ran = await runCli(['generate', 'a wide canyon', '--yes'], {
      cwd,
      variables,
      onWords: (words, child) => {
        if (sent || !/Waiting|Working/.test(words)) return;
        sent = true;
        child.kill('SIGINT');
      },
    });
    expect(ran.stderr).toContain('Canceling …');
    expect(ran).toMatchObject({
      exitCode: 130,
      stdout: '',
      stderr: expect.stringMatching(/Canceled\. It cost nothing\.\n$/) as string,
    });
    expect(await person.sdk.billing.balance()).toEqual(before);
    expect((await person.sdk.jobs.list({})).items).toMatchObject([{ state: 'canceled' }]);
    expect(await readdir(cwd)).toEqual([]);
  },
  timeoutMs,
);

it(
  'leaves at once on the second Ctrl-C',
  async () => {
    let sent = 0;
    const ran = await runCli(['generate', 'a wide canyon', '--yes'], {
      cwd,
      variables,
      onWords: (words, child) => {
        if ((sent === 0 && /Waiting|Working/.test(words)) || (sent === 1 && words.includes('Canceling'))) {
          sent += 1;
          child.kill('SIGINT');
        }
      },
    });
    expect(ran).toMatchObject({ exitCode: 130, stderr: expect.stringContaining('goes on at the server') as string });
  },
  timeoutMs,
);
