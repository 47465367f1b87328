import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { CommandError } from './failure.ts';

const stemLimit = 60;
const triesLimit = 10_000;
/** Windows keeps these for devices, with any ending. */
const deviceNames = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/avif': 'avif',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'image/svg+xml': 'svg',
  'text/plain': 'txt',
  'text/markdown': 'md',
  'application/json': 'json',
  'application/pdf': 'pdf',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'model/gltf-binary': 'glb',
};

/** Words as the beginning of a file name: letters and digits of any script, joined by dashes. */
export function stemOf(words: string): string {
  const joined = words
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '');
  // Cut between words, so that the name stays readable.
  const stem =
    joined.length > stemLimit
      ? joined
          .slice(0, stemLimit + 1)
          .replace(/-[^-]*$/, '')
          .slice(0, stemLimit)
      : joined;
  return stem === '' || deviceNames.test(stem) ? `atelier${stem && `-${stem}`}` : stem;
}

/** The stem of a file that was made from another by an operation: `photo-remove-background`. */
export function derivedStem(file: string, operation: string): string {
  return `${parse(file).name}-${operation.split('.').at(-1) ?? operation}`;
}

export function endingOf(mediaType: string): string {
  return endings[mediaType.split(';')[0] ?? ''] ?? 'bin';
}

/** A new file `stem.ending`, or `stem-2.ending` and so on where that exists: nothing is ever overwritten. */
export async function openNewFile(
  directory: string,
  stem: string,
  ending: string,
): Promise<{ path: string; file: FileHandle }> {
  for (let number = 1; number <= triesLimit; number += 1) {
    const path = join(directory, `${stem}${number === 1 ? '' : `-${number}`}.${ending}`);
    try {
      return { path, file: await open(path, 'wx') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  throw new CommandError(
    `${directory} holds ${triesLimit} files named ${stem}.`,
    'Save into another folder with --out.',
  );
}
