import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createS3, readS3Url } from '#adapters/objects/s3.ts';
import { objectKey } from '#adapters/objects/spec.ts';
import type { ObjectStore } from '#adapters/objects/spec.ts';
import { SettingError } from './environment.ts';

/** The external object store of the settings, known to answer; undefined where the data folder keeps the objects. */
export async function openObjectStore(url: string | undefined, dataDir: string): Promise<ObjectStore | undefined> {
  if (url === undefined) return undefined;
  const temporaryDir = join(dataDir, 'temporary');
  mkdirSync(temporaryDir, { recursive: true, mode: 0o700 });
  const store = createS3({ ...readAddress(url), temporaryDir });
  try {
    await store.stat(objectKey('0'.repeat(64)));
  } catch (cause) {
    throw new SettingError(
      `The object store of ATELIER_OBJECTS_URL cannot be used: ${cause instanceof Error ? cause.message : String(cause)}. Check address, bucket, keys and region; without the setting, Atelier keeps objects in its data folder.`,
      { cause },
    );
  }
  return store;
}

function readAddress(url: string): ReturnType<typeof readS3Url> {
  try {
    return readS3Url(url);
  } catch (cause) {
    throw new SettingError(
      `ATELIER_OBJECTS_URL cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}
