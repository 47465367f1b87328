import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');
const webDir = join(repository, 'web/dist');
const stampFile = join(webDir, '.built-from');
const sources = ['web/src', 'web/public', 'web/index.html', 'web/vite.config.ts', 'contract', 'documents', 'sdk', 'package-lock.json'];

/** The folder of the web page, built anew when anything it is made from has changed. */
export async function ensureWebBuilt(say: (line: string) => void): Promise<string> {
  const stamp = hashSources();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return webDir;
  say('Building the web page (only when its sources have changed) …');
  await build();
  writeFileSync(stampFile, stamp);
  return webDir;
}

function hashSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) addToHash(hash, join(repository, source));
  return hash.digest('hex');
}

function addToHash(hash: ReturnType<typeof createHash>, path: string): void {
  if (!existsSync(path)) return;
  for (const file of statSync(path).isDirectory() ? listFiles(path) : [path]) hash.update(file.slice(repository.length)).update(readFileSync(file));
}

function listFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, 'node_modules/vite/bin/vite.js'), 'build', 'web', '--logLevel', 'error'], {
      cwd: repository,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`Building the web page failed with code ${code}.`))));
  });
}
