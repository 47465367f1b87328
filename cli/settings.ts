import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandError, exitCodes } from './failure.ts';

const defaultUrl = 'http://127.0.0.1:7331';
const storedSchema = z.object({ url: z.string(), apiKey: z.string() });
type Variables = Readonly<Record<string, string | undefined>>;

export interface Settings {
  /** Address of the installation, without a trailing slash. */
  url: string;
  apiKey: string | null;
}

/** The folder of settings by the XDG Base Directory rules; on Windows the user's application data. */
export function settingsFile(variables: Variables): string {
  const windows = process.platform === 'win32' ? variables.APPDATA : undefined;
  return join(windows || variables.XDG_CONFIG_HOME || join(homedir(), '.config'), 'atelier', 'config.json');
}

/** What `atelier login` kept, under what ATELIER_URL and ATELIER_API_KEY say. */
export async function readSettings(variables: Variables): Promise<Settings> {
  const stored = await readStored(settingsFile(variables));
  const url = readAddress(variables.ATELIER_URL || stored?.url || defaultUrl);
  // A key is for one installation: another address never gets the stored one.
  const storedKey = stored && readAddress(stored.url) === url ? stored.apiKey : null;
  return { url, apiKey: variables.ATELIER_API_KEY || storedKey };
}

/** Readable by its owner only; it appears whole or not at all. */
export async function storeSettings(variables: Variables, settings: { url: string; apiKey: string }): Promise<string> {
  const file = settingsFile(variables);
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  await rename(fresh, file);
  await chmod(file, 0o600);
  return file;
}

export async function forgetSettings(variables: Variables): Promise<string> {
  const file = settingsFile(variables);
  await rm(file, { force: true });
  return file;
}

/** An origin with an optional path, as `http://host:port`. */
export function readAddress(text: string): string {
  const address = URL.canParse(text) ? new URL(text) : null;
  if (address && /^https?:$/.test(address.protocol)) return `${address.origin}${address.pathname}`.replace(/\/+$/, '');
  throw new CommandError(
    `“${text}” is not the address of an installation.`,
    'Give it as in http://127.0.0.1:7331.',
    exitCodes.usage,
  );
}

/** Whether what is sent there can be read on the way. */
export function isUnprotected(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

async function readStored(file: string): Promise<z.infer<typeof storedSchema> | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CommandError(
      `${file} cannot be read.`,
      'Give this user the right to read it, or delete it and log in again.',
    );
  }
  try {
    return storedSchema.parse(JSON.parse(text));
  } catch {
    // Its content is not shown: it holds a key.
    throw new CommandError(`${file} is damaged.`, 'Delete it and log in again: atelier login');
  }
}
