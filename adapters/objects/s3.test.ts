import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startS3 } from '#emulators/s3/start-s3.ts';
import type { S3Emulator } from '#emulators/s3/start-s3.ts';
import { describeObjectStore } from './conformance.ts';
import { createS3, readS3Url } from './s3.ts';
import { objectKey } from './spec.ts';

async function makeDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'atelier-s3-'));
}

describeObjectStore('S3, against its emulator,', async () => {
  const [emulator, directory] = [await startS3(), await makeDirectory()];
  return {
    store: createS3({ ...readS3Url(emulator.url), temporaryDir: directory }),
    directory,
    async close() {
      await emulator.close();
      await rm(directory, { recursive: true });
    },
  };
});

/** A bucket of one's own, for trying the adapter against a real service: https://<key>:<secret>@<host>/<bucket>. */
const realUrl = process.env['ATELIER_TEST_S3_URL'];
if (realUrl) {
  describeObjectStore('S3, against a real service,', async () => {
    const directory = await makeDirectory();
    const store = createS3({ ...readS3Url(realUrl), temporaryDir: directory });
    return { store, directory, close: () => rm(directory, { recursive: true }) };
  });
}

describe('an object store in S3', () => {
  let emulator: S3Emulator;
  let directory: string;
  beforeAll(async () => {
    emulator = await startS3();
    directory = await makeDirectory();
  });
  afterAll(async () => {
    await emulator.close();
    await rm(directory, { recursive: true });
  });
  const key = objectKey('12'.repeat(32));

  it('sends a large file in parts and leaves none of them open', async () => {
    const store = createS3({ ...readS3Url(emulator.url), temporaryDir: directory });
    const bytes = Buffer.alloc(40_000_000, 'forty megabytes;');
    await writeFile(join(directory, 'large'), bytes);
    await store.putFile(key, join(directory, 'large'));
    expect(emulator.objects.get(key)?.equals(bytes)).toBe(true);
    expect(emulator.openUploads.size).toBe(0);
    const part = await buffer(await store.open(key, { start: 39_999_990, end: 39_999_999 }));
    expect(part.equals(bytes.subarray(-10))).toBe(true);
  });

  it('checks an object out as a file and removes it when it is released', async () => {
    const store = createS3({ ...readS3Url(emulator.url), temporaryDir: directory });
    const { release } = await store.checkout(key);
    expect(await readdir(directory)).toHaveLength(1);
    await release();
    expect(await readdir(directory)).toEqual([]);
  });

  it('is not taken for empty when the key is wrong or the service is busy', async () => {
    const wrong = { ...readS3Url(emulator.url), secretAccessKey: 'wrong', temporaryDir: directory };
    await expect(createS3(wrong).stat(key)).rejects.toThrow('403');
    const store = createS3({ ...readS3Url(emulator.url), temporaryDir: directory });
    emulator.slowDown(1);
    await expect(store.stat(key)).rejects.toThrow('503');
    expect(await store.stat(key)).toEqual({ sizeBytes: 40_000_000 });
  });

  it.each([
    '',
    'not a url',
    'ftp://a:b@host/bucket',
    'https://host/bucket',
    'https://a:b@host/',
    'https://a:b@host/x/y',
  ])('says how its address is written instead of %j', (url) => {
    expect(() => readS3Url(url)).toThrow('https://<access key>:<secret>@<host>/<bucket>');
  });
});
