import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetSettings, isUnprotected, readAddress, readSettings, settingsFile, storeSettings } from './settings.ts';

let home: string;
let variables: Record<string, string>;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'atelier-cli-settings-'));
  variables = { XDG_CONFIG_HOME: home };
});
afterEach(() => rm(home, { recursive: true, force: true }));
const kept = { url: 'https://studio.example.org', apiKey: 'atl_secret-of-this-test' };

describe('the settings of a user', () => {
  it('are the local installation without a key at first', async () => {
    expect(await readSettings(variables)).toEqual({ url: 'http://127.0.0.1:7331', apiKey: null });
  });

  it('are kept for the user alone, and forgotten', async () => {
    const file = await storeSettings(variables, kept);
    expect(file).toBe(join(home, 'atelier', 'config.json'));
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(home, 'atelier'))).mode & 0o777).toBe(0o700);
    expect(await readSettings(variables)).toEqual(kept);
    await forgetSettings(variables);
    expect((await readSettings(variables)).apiKey).toBeNull();
  });

  it('become private again when someone opened the file', async () => {
    const file = await storeSettings(variables, kept);
    await writeFile(file, '{}', { mode: 0o644 });
    await storeSettings(variables, kept);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('give way to the environment', async () => {
    await storeSettings(variables, kept);
    expect(await readSettings({ ...variables, ATELIER_API_KEY: 'atl_other' })).toEqual({
      ...kept,
      apiKey: 'atl_other',
    });
  });

  it('never hand the key of one installation to another', async () => {
    await storeSettings(variables, kept);
    expect(await readSettings({ ...variables, ATELIER_URL: 'https://elsewhere.example.org' })).toEqual({
      url: 'https://elsewhere.example.org',
      apiKey: null,
    });
    expect((await readSettings({ ...variables, ATELIER_URL: 'https://studio.example.org/' })).apiKey).toBe(kept.apiKey);
  });

  it('say that the file is damaged without showing what is in it', async () => {
    await storeSettings(variables, kept);
    await writeFile(settingsFile(variables), '{"apiKey": "atl_secret');
    await expect(readSettings(variables)).rejects.toThrow(/is damaged\.$/);
  });
});

describe('an address', () => {
  it('is an origin with an optional path', () => {
    expect(readAddress('http://127.0.0.1:7331/')).toBe('http://127.0.0.1:7331');
    expect(readAddress('https://example.org/atelier/')).toBe('https://example.org/atelier');
    expect(() => readAddress('localhost:7331')).toThrow('is not the address of an installation');
    expect(() => readAddress('')).toThrow('is not the address of an installation');
  });

  it('is unprotected when it leaves this machine in the clear', () => {
    expect(['http://127.0.0.1:1', 'http://localhost', 'https://example.org'].map(isUnprotected)).toEqual([
      false,
      false,
      false,
    ]);
    expect(isUnprotected('http://192.168.1.5:7331')).toBe(true);
  });
});
