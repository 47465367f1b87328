import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeObjectStore } from './conformance.ts';
import { createLocalDisk } from './local-disk.ts';
import { objectKey } from './spec.ts';

describeObjectStore('a local disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'atelier-objects-'));
  const store = await createLocalDisk({ directory: join(directory, 'objects') });
  return { store, directory, close: () => rm(directory, { recursive: true }) };
});

it('keeps objects and folders from other users, and leaves nothing half-arrived', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'atelier-objects-'));
  const root = join(directory, 'objects');
  const store = await createLocalDisk({ directory: root });
  const path = join(directory, 'arriving');
  await writeFile(path, 'private', { mode: 0o644 });
  const key = objectKey('ab'.repeat(32));
  await store.putFile(key, path);
  const modes = await Promise.all(
    [root, join(root, 'ab'), join(root, 'ab/ab'), join(root, key)].map(async (at) => (await stat(at)).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o700, 0o700, 0o600]);
  expect(await readdir(join(root, 'arriving'))).toEqual([]);
  await rm(directory, { recursive: true });
});

it('replaces a torn object of the wrong size', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'atelier-objects-'));
  const root = join(directory, 'objects');
  const store = await createLocalDisk({ directory: root });
  const key = objectKey('cd'.repeat(32));
  await mkdir(join(root, 'cd/cd'), { recursive: true });
  await writeFile(join(root, key), 'to');
  await writeFile(join(directory, 'whole'), 'torn no more');
  await store.putFile(key, join(directory, 'whole'));
  expect(await store.stat(key)).toEqual({ sizeBytes: 12 });
  await rm(directory, { recursive: true });
});

const otherDisk = '/dev/shm';
it.skipIf(!existsSync(otherDisk))('takes a file over from another disk', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'atelier-objects-'));
  const elsewhere = await mkdtemp(join(otherDisk, 'atelier-objects-'));
  const root = join(directory, 'objects');
  const store = await createLocalDisk({ directory: root });
  await writeFile(join(elsewhere, 'file'), 'from afar');
  await store.putFile(objectKey('ef'.repeat(32)), join(elsewhere, 'file'));
  expect(await store.stat(objectKey('ef'.repeat(32)))).toEqual({ sizeBytes: 9 });
  expect([await readdir(elsewhere), await readdir(join(root, 'arriving'))]).toEqual([[], []]);
  await rm(directory, { recursive: true });
  await rm(elsewhere, { recursive: true });
});
