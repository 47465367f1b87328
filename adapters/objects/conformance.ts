import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKey, ObjectMissing } from './spec.ts';
import type { ObjectStore } from './spec.ts';

export interface ObjectStoreUnderTest {
  store: ObjectStore;
  /** A folder for files on their way to the store. */
  directory: string;
  close(): Promise<void>;
}

/** What every object store must do. Each backend's test file calls it with a store that really keeps bytes. */
export function describeObjectStore(name: string, make: () => Promise<ObjectStoreUnderTest>): void {
  describe(`${name} as an object store`, () => {
    let test: ObjectStoreUnderTest;
    beforeAll(async () => {
      test = await make();
    });
    afterAll(() => test.close());

    let count = 0;
    async function put(bytes: Buffer): Promise<string> {
      const path = join(test.directory, `arriving-${(count += 1)}`);
      await writeFile(path, bytes);
      const key = objectKey(createHash('sha256').update(bytes).digest('hex'));
      await test.store.putFile(key, path);
      expect(existsSync(path)).toBe(false);
      return key;
    }
    const read = async (key: string, range?: { start: number; end: number }) =>
      buffer(await test.store.open(key, range));

    it('gives back what it was given, small, large and empty', async () => {
      for (const size of [0, 1, 20_000, 3_000_000]) {
        const bytes = Buffer.alloc(size, `size ${size};`);
        const key = await put(bytes);
        expect((await read(key)).equals(bytes)).toBe(true);
        expect(await test.store.stat(key)).toEqual({ sizeBytes: size });
      }
    });

    it('reads inclusive ranges, within a small and a large object', async () => {
      const bytes = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => (index * 7) % 251));
      const key = await put(bytes);
      for (const [start, end] of [
        [0, 0],
        [999_999, 999_999],
        [10, 400_000],
        [500_000, 999_999],
      ] as const) {
        expect((await read(key, { start, end })).equals(bytes.subarray(start, end + 1))).toBe(true);
      }
    });

    it('takes the same content twice, also at once', async () => {
      const bytes = Buffer.from('the same content');
      const [first, second] = await Promise.all([put(bytes), put(bytes)]);
      expect(await put(bytes)).toBe(first);
      expect(second).toBe(first);
      expect((await read(first)).toString()).toBe('the same content');
    });

    it('names a missing object', async () => {
      const key = objectKey('0'.repeat(64));
      await expect(test.store.open(key)).rejects.toBeInstanceOf(ObjectMissing);
      await expect(test.store.checkout(key)).rejects.toBeInstanceOf(ObjectMissing);
      expect(await test.store.stat(key)).toBeNull();
      await test.store.delete(key);
    });

    it('hands out a readable path that stays until it is released', async () => {
      const key = await put(Buffer.from('checked out'));
      const { path, release } = await test.store.checkout(key);
      expect(await readFile(path, 'utf8')).toBe('checked out');
      await release();
      expect((await read(key)).toString()).toBe('checked out');
    });

    it('deletes for good, and takes the content again after', async () => {
      const key = await put(Buffer.from('short-lived'));
      await test.store.delete(key);
      expect(await test.store.stat(key)).toBeNull();
      await expect(test.store.open(key)).rejects.toBeInstanceOf(ObjectMissing);
      expect(await put(Buffer.from('short-lived'))).toBe(key);
      expect((await read(key)).toString()).toBe('short-lived');
    });

    it.each(['', '../../etc/passwd', '/etc/passwd', 'aa/bb/../../x', `aa/bb/${'c'.repeat(64)}`, `${'a'.repeat(64)}`])(
      'refuses the key %j',
      async (key) => {
        const path = join(test.directory, 'stays');
        await writeFile(path, 'x');
        await expect(test.store.putFile(key, path)).rejects.toThrow('object key');
        await expect(test.store.open(key)).rejects.toThrow('object key');
        await expect(test.store.stat(key)).rejects.toThrow('object key');
        await expect(test.store.delete(key)).rejects.toThrow('object key');
        expect(existsSync(path)).toBe(true);
      },
    );
  });
}
