import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnvironment, SettingError } from './environment.ts';
import { spawnStart } from './start-process.fixture.ts';

const spawnTimeoutMs = 90_000;
const nobody = 65_534;

describe('reading the settings', () => {
  const read = (variables: Record<string, string>, args: string[] = []) => readEnvironment(variables, args, '/here');

  it('has a default for everything, and lets the command line win', () => {
    expect(read({})).toMatchObject({
      ATELIER_PORT: 7331,
      ATELIER_HOST: '127.0.0.1',
      dataDir: '/here/data',
      roles: new Set(['web', 'worker']),
    });
    expect(read({ ATELIER_PORT: '80' }, ['--port', '5000', '--data', '/srv/a'])).toMatchObject({
      ATELIER_PORT: 5000,
      dataDir: '/srv/a',
    });
    expect(read({ ATELIER_PORT: '' }).ATELIER_PORT).toBe(7331);
  });

  it.each([
    [{}, ['--port', 'abc'], /^--port takes a whole number from 1 to 65535\. You gave “abc”\./],
    [{ ATELIER_PORT: '70000' }, [], /^ATELIER_PORT is 65535 at most\. You gave “70000”\./],
    [{}, ['--prot', '1'], /^Unknown option '--prot'\. Known are --port, --host and --data/],
    [{}, ['now'], /^Unexpected argument 'now'\. Known are/],
    [{ ATELIER_ROLES: 'web,wroker' }, [], /“web” and “worker”, not “wroker”\. Use ATELIER_ROLES=web,worker\.$/],
    [{ ATELIER_PUBLIC_URL: 'studio.example.org' }, [], /^ATELIER_PUBLIC_URL takes an address as in https:/],
    [{ ATELIER_SMTP_URL: 'smtps://mail.example.org' }, [], /needs ATELIER_MAIL_FROM/],
    [{ ATELIER_TRUSTED_HOPS: '9' }, [], /^ATELIER_TRUSTED_HOPS is 5 at most/],
    [{ ATELIER_LOG_LEVEL: 'loud' }, [], /^ATELIER_LOG_LEVEL is debug, info, warn or error/],
  ] as [Record<string, string>, string[], RegExp][])(
    'says what is wrong and what would work: %j %j',
    (variables, args, words) => {
      expect(() => read(variables, args)).toThrow(SettingError);
      expect(() => read(variables, args)).toThrow(words);
    },
  );

  it('never repeats an address that may hold a password', () => {
    expect(() => read({ ATELIER_DATABASE_URL: 'mysql://u:hunter2@host/x' })).toThrow(
      /^(?!.*hunter2)ATELIER_DATABASE_URL takes/,
    );
    expect(() => read({ ATELIER_SMTP_URL: 'http://u:hunter2@host' })).toThrow(/^(?!.*hunter2)ATELIER_SMTP_URL takes/);
  });
});

describe('a start that cannot succeed', () => {
  let scratch: string;
  let taken: Server;
  let takenPort: number;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'atelier-settings-'));
    taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    takenPort = (taken.address() as AddressInfo).port;
  });
  afterAll(async () => {
    taken.close();
    await rm(scratch, { recursive: true, force: true });
  });

  async function fail(options: Parameters<typeof spawnStart>[0]): Promise<string> {
    const started = spawnStart(options);
    expect(await started.ended).toBe(1);
    return started.words();
  }

  it(
    'says that the port is taken, before anything else is started',
    async () => {
      const words = await fail({ args: ['--port', String(takenPort), '--data', join(scratch, 'a')] });
      expect(words).toContain(
        `Port ${takenPort} is taken by another program. Choose another: npm start -- --port ${takenPort + 1}`,
      );
      expect(words).not.toContain('database');
    },
    spawnTimeoutMs,
  );

  it(
    'says that the address is not one of this machine',
    async () => {
      expect(await fail({ args: ['--host', '192.0.2.1', '--data', join(scratch, 'b')] })).toContain(
        'This machine has no address 192.0.2.1.',
      );
    },
    spawnTimeoutMs,
  );

  it(
    'says that the data folder cannot be written',
    async () => {
      await writeFile(join(scratch, 'file'), '');
      const isRoot = process.getuid?.() === 0;
      const words = await fail({ args: ['--data', join(scratch, 'file')] });
      expect(words).toContain(`The data folder ${join(scratch, 'file')} cannot be written.`);
      if (isRoot) {
        const foreign = await fail({ args: ['--data', join(scratch, 'foreign')], uid: nobody });
        expect(foreign).toMatch(
          /The data folder .*foreign cannot be written\. Give this user the right to, or choose another with/,
        );
      }
    },
    spawnTimeoutMs,
  );

  it(
    'says that the database cannot be reached, without its password',
    async () => {
      const words = await fail({
        args: ['--port', '17331', '--data', join(scratch, 'c')],
        variables: { ATELIER_DATABASE_URL: 'postgres://somebody:hunter2hunter2@127.0.0.1:1/atelier' },
      });
      expect(words).toContain('The database at 127.0.0.1:1 cannot be used: connect ECONNREFUSED 127.0.0.1:1.');
      expect(words).toContain('Check ATELIER_DATABASE_URL');
      expect(words).not.toContain('hunter2');
    },
    spawnTimeoutMs,
  );
});
