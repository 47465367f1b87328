import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { objectKey } from '#adapters/objects/spec.ts';
import type { MediaKind } from '#contract/media.ts';
import { AtelierError } from '#contract/errors.ts';
import type { Ports } from '../slice.ts';
import { holdObject } from './objects.queries.ts';

/** Long enough for any job to be retried until its asset points to the bytes. */
const holdMs = 7 * 24 * 3_600_000;

/** A file that lies in the object store and is held for one workspace. Plain data: fit to be written down by a task's step. */
export interface StoredFile {
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  kind: MediaKind;
}

export type StoragePorts = Pick<Ports, 'database' | 'clock' | 'media' | 'objects'>;

/**
 * Moves a finished local file into the object store, outside of any transaction; `addAsset` then makes it an asset.
 * Throws `unsupported_media` when the bytes are nothing we take. Doing it twice stores the same.
 */
export async function storeFile(ports: StoragePorts, file: { workspaceId: string; path: string }): Promise<StoredFile> {
  const identified = await ports.media.identify(file.path);
  if (!identified) {
    throw new AtelierError('unsupported_media', 'This file is of no kind that the library takes.', {
      thing: 'file',
      limit:
        'JPEG, PNG, WebP, AVIF, GIF, TIFF, SVG, MP4, WebM, MP3, WAV, PDF, GLB, UTF-8 text and JSON, told by content, not by name',
      remedy: 'Convert it to one of these.',
    });
  }
  return storeKnownFile(ports, { ...file, mediaType: identified.mediaType, kind: identified.kind });
}

/** For files we made ourselves, such as renditions. */
export async function storeKnownFile(
  ports: Omit<StoragePorts, 'media'>,
  file: { workspaceId: string; path: string; mediaType: string; kind: MediaKind },
): Promise<StoredFile> {
  const { workspaceId, path, mediaType, kind } = file;
  const { size: sizeBytes } = await stat(path);
  const sha256 = await hashFile(path);
  const now = ports.clock.now();
  // The hold comes first: from here on no sweep takes the bytes, whoever else lets go of the same content.
  await ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      await holdObject(tx, {
        workspaceId,
        sha256,
        sizeBytes,
        mediaType,
        heldUntil: new Date(now.getTime() + holdMs),
        createdAt: now,
      });
    },
    { role: 'worker' },
  );
  await ports.objects.putFile(objectKey(sha256), path);
  return { sha256, sizeBytes, mediaType, kind };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1024 * 1024 }), hash);
  return hash.digest('hex');
}
