import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeCompressedTwins } from '../http/compressed-file.ts';
import { SettingError } from './environment.ts';
import { Stopped } from './lifetime.ts';

const repository = join(import.meta.dirname, '../../..');
const webDir = join(repository, 'web/dist');
const stampFile = join(webDir, '.built-from');
const sources = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'contract',
  'documents',
  'sdk',
  'package-lock.json',
];

/** The folder of the web page, built anew when anything it is made from has changed. */
export async function ensureWebBuilt(say: (line: string) => void, signal: AbortSignal): Promise<string> {
  const stamp = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return webDir;
  checkWritable();
  say('Building the web page; only needed after its sources have changed …');
  await build(signal);
  for (const file of listFiles(webDir)) await writeCompressedTwins(file);
  writeFileSync(stampFile, stamp);
  return webDir;
}

function hashSources(): string {
  // The build itself is an input too: raise this when its steps change.
  const hash = createHash('sha256').update('2');
  for (const source of sources) addToHash(hash, join(repository, source));
  return hash.digest('hex');
}

function addToHash(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  for (const file of statSync(path).isDirectory() ? listFiles(path) : [path])
    hash.update(file.slice(repository.length)).update(readFileSync(file));
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|^openapi\.json$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function checkWritable(): void {
  const folder = existsSync(webDir) ? webDir : join(webDir, '..');
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new SettingError(
      `The web page must be built, and this user may not write ${folder}. Start Atelier once as the owner of the folder, or give this user the right to.`,
      { cause },
    );
  }
}

function build(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(repository, 'node_modules/vite/bin/vite.js'), 'build', 'web', '--logLevel', 'error'],
      {
        cwd: repository,
        stdio: ['ignore', 'ignore', 'inherit'],
        signal,
      },
    );
    child.once('error', (error) => reject(signal.aborted ? new Stopped() : error));
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`Building the web page failed with code ${code}.`)),
    );
  });
}
