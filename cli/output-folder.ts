import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdir, stat, unlink } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Asset } from '#contract/api/library.ts';
import { downloadFile } from '#sdk/index.ts';
import { CommandError, UsageError } from './failure.ts';
import { endingOf, openNewFile } from './file-names.ts';

/** Makes the folder and sees that it can be written, before anything is paid. */
export async function openOutputFolder(given: string): Promise<string> {
  const folder = resolve(given);
  const existing = await stat(folder).catch(() => null);
  if (existing ? !existing.isDirectory() : /^\.(png|jpe?g|webp|avif|txt|json)$/i.test(extname(folder))) {
    throw new UsageError(
      `--out names a folder; “${given}” is a file.`,
      'Files are named by themselves and never overwrite another.',
    );
  }
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch {
    throw new CommandError(`The folder ${folder} cannot be written.`, 'Choose another with --out.');
  }
  return folder;
}

/** Saves an asset under a name of its own; the path, once every byte is there. */
export async function saveAsset(
  asset: Asset,
  { url, folder, stem }: { url: string; folder: string; stem: string },
): Promise<string> {
  const { path, file } = await openNewFile(folder, stem, endingOf(asset.mediaType));
  try {
    let sizeBytes = 0;
    for await (const chunk of await downloadFile({ url, file: asset.urls.original })) {
      await file.writeFile(chunk);
      sizeBytes += chunk.length;
    }
    if (sizeBytes !== asset.sizeBytes)
      throw new CommandError(`${path} arrived in part only.`, `It stays in the library: atelier jobs`);
    return path;
  } catch (error) {
    await unlink(path).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

/** Writes an asset's bytes to the standard output, which stays open. */
export async function pipeAsset(asset: Asset, url: string): Promise<void> {
  const { stdout } = process;
  for await (const chunk of await downloadFile({ url, file: asset.urls.original })) {
    if (!stdout.write(chunk)) await once(stdout, 'drain');
  }
  // A prompt begins on a line of its own.
  if (stdout.isTTY) stdout.write('\n');
}
