import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, open, rename, rm, stat, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { isObjectKey, ObjectMissing } from './spec.ts';
import type { ObjectStore } from './spec.ts';

/** Up to this size a part is read at once: opening a stream costs more than the bytes. */
const readAtOnceBytes = 256 * 1024;

/**
 * Objects as files below one folder that only its owner can enter. A file appears under its key in one step, after its
 * bytes are on the disk: a crash leaves the whole object or none.
 */
export async function createLocalDisk(options: { directory: string }): Promise<ObjectStore> {
  const root = resolve(options.directory);
  const arriving = join(root, 'arriving');
  await mkdir(arriving, { recursive: true, mode: 0o700 });
  await chmod(root, 0o700);

  /** The only way from a key to a path; a key has one shape, so no path leaves the folder. */
  function pathOf(key: string): string {
    if (!isObjectKey(key))
      throw new Error('An object key is two pairs of hex digits and a SHA-256, as objectKey makes it');
    return join(root, key);
  }

  async function openFile(key: string): Promise<FileHandle> {
    return open(pathOf(key), 'r').catch(rethrowMissing(key));
  }

  return {
    async putFile(key, path) {
      const target = pathOf(key);
      const source = await stat(path);
      const present = await stat(target).catch(() => null);
      if (present?.size === source.size) return unlink(path);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await chmod(path, 0o600);
      await flush(path);
      await moveTo(target, path);
      await flushFolders(dirname(target), root);
    },

    async open(key, range) {
      const file = await openFile(key);
      try {
        const { start, end } = range ?? { start: 0, end: (await file.stat()).size - 1 };
        const length = end - start + 1;
        if (length > readAtOnceBytes) {
          return createReadStream('', { fd: file, start, end, highWaterMark: readAtOnceBytes });
        }
        const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(Math.max(0, length)), 0, length, start);
        await file.close();
        return readableOf(buffer.subarray(0, bytesRead));
      } catch (error) {
        await file.close().catch(() => {});
        throw error;
      }
    },

    async stat(key) {
      const found = await stat(pathOf(key)).catch(ignoreMissing);
      return found ? { sizeBytes: found.size } : null;
    },

    async checkout(key) {
      const path = pathOf(key);
      await stat(path).catch(rethrowMissing(key));
      return { path, release: async () => {} };
    },

    async delete(key) {
      await unlink(pathOf(key)).catch(ignoreMissing);
    },
  };

  /** One step on the same disk; from another one by a copy beside the objects, then the same step. */
  async function moveTo(target: string, path: string): Promise<void> {
    try {
      await rename(path, target);
    } catch (error) {
      if (codeOf(error) !== 'EXDEV') throw error;
      const folder = await mkdtemp(join(arriving, 'copy-'));
      const copy = join(folder, 'object');
      await copyFile(path, copy);
      await flush(copy);
      await rename(copy, target);
      await rm(folder, { recursive: true });
      await unlink(path);
    }
  }
}

/** `Readable.from` would go round by an asynchronous iterator: twice the time for a thumbnail. */
function readableOf(bytes: Buffer): Readable {
  return new Readable({
    read() {
      this.push(bytes);
      this.push(null);
    },
  });
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A new name is safe when its folder is, and a new folder when its parent is. Windows cannot open folders. */
async function flushFolders(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') return;
  for (let folder = from; ; folder = dirname(folder)) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (folder === to) return;
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function ignoreMissing(error: unknown): null {
  if (codeOf(error) === 'ENOENT') return null;
  throw error;
}

function rethrowMissing(key: string): (error: unknown) => never {
  return (error) => {
    if (codeOf(error) === 'ENOENT') throw new ObjectMissing(`There is no object ${key}`, { cause: error });
    throw error;
  };
}
