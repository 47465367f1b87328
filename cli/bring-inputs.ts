import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Model } from '#contract/api/catalog.ts';
import type { JobRequest } from '#contract/api/jobs.ts';
import { uploadFile } from '#sdk/index.ts';
import type { UploadedFile } from '#sdk/index.ts';
import { bytes } from './amounts.ts';
import type { Connection } from './command.ts';
import { CommandError, UsageError } from './failure.ts';
import { bar, percent } from './progress.ts';
import type { Terminal } from './terminal.ts';

const assetId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const filesLimit = 50;

/** Looks at every file before the first is sent. */
export async function checkFiles(files: readonly string[]): Promise<void> {
  if (files.length > filesLimit)
    throw new UsageError(`${files.length} files are too many at once.`, `Give at most ${filesLimit}.`);
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    if (!found && assetId.test(file)) continue;
    if (!found)
      throw new CommandError(`There is no file ${file}.`, 'Check its name, or give the id of an asset of the library.');
    if (!found.isFile()) throw new CommandError(`${file} is not a file.`, 'Give files one by one, as in *.jpg.');
    if (found.size === 0) throw new CommandError(`${file} is empty.`, 'Give a file with content.');
  }
}

/** Sends a file into the library, unless it is the id of an asset there. */
export async function bringFile({ access }: Connection, file: string, terminal: Terminal): Promise<UploadedFile> {
  if (assetId.test(file) && !(await stat(file).catch(() => null))) return { assetId: file, duplicate: true };
  const blob = await openAsBlob(file);
  const name = basename(file);
  try {
    return await uploadFile(blob, {
      ...access,
      name,
      onProgress: ({ sentBytes, sizeBytes }) => {
        const fraction = sentBytes / sizeBytes;
        terminal.status(`  ${bar(fraction)} ${percent(fraction)}  Uploading ${name}, ${bytes(sizeBytes)}`);
      },
    });
  } finally {
    terminal.status('');
  }
}

/**
 * Deals files out to jobs: a model with one place for one file gets a job for each; otherwise one job takes them all, its
 * places filled in order and the last one taking the rest.
 */
export function dealInputs({ inputs: slots, title }: Model, ids: readonly string[]): JobRequest['inputs'][] {
  const [first, ...others] = slots;
  if (!first) {
    if (ids.length === 0) return [[]];
    throw new UsageError(`${title} takes no files.`, 'Leave them out.');
  }
  if (ids.length === 0 && first.minimum > 0)
    throw new UsageError(`${title} needs a file for “${first.title}”.`, 'Name it behind the operation.');
  if (others.length === 0 && first.maximum === 1) return ids.map((id) => [{ name: first.name, assetId: id }]);
  return [ids.map((id, index) => ({ name: (slots[index] ?? slots.at(-1) ?? first).name, assetId: id }))];
}
