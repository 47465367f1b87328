import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { S3mini, S3ServiceError } from 's3mini';
import { isObjectKey, ObjectMissing } from './spec.ts';
import type { ObjectStore } from './spec.ts';

/** Larger files go up in parts of this size, four at a time. */
const partBytes = 16 * 1024 * 1024;
const requestTimeoutMs = 10 * 60_000;

export interface S3Options {
  /** With the bucket as its last part: `https://s3.example.com/atelier`. */
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Folder for objects that are checked out as files. */
  temporaryDir: string;
}

/** Reads `https://<access key>:<secret>@<host>/<bucket>?region=<region>`; the region is `us-east-1` when it is not said. */
export function readS3Url(text: string): Omit<S3Options, 'temporaryDir'> {
  const url = URL.parse(text);
  const bucket = url?.pathname.replace(/^\/|\/$/g, '') ?? '';
  const web = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!url || !web || !url.username || !url.password || bucket === '' || bucket.includes('/')) {
    throw new Error('An object store is written as https://<access key>:<secret>@<host>/<bucket>?region=<region>.');
  }
  return {
    endpoint: `${url.origin}/${bucket}`,
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
  };
}

/**
 * Objects in a bucket that speaks S3. The store answers a write only when it is safe, and shows an object whole or not
 * at all. It is the operator's own choice of address, like the database, so it may lie in a private network.
 */
export function createS3(options: S3Options): ObjectStore {
  const { temporaryDir, ...connection } = options;
  const bucket = new S3mini({ ...connection, minPartSize: partBytes, requestAbortTimeout: requestTimeoutMs });

  async function sizeOf(key: string): Promise<number | null> {
    return bucket.getContentLength(checked(key)).catch(ignoreMissing);
  }

  async function openBody(key: string, range?: { start: number; end: number }): Promise<Readable> {
    const answer = await bucket
      .getObjectRaw(checked(key), range === undefined, range?.start, range && range.end + 1)
      .catch(rethrowMissing(key));
    return answer.body ? Readable.fromWeb(answer.body as ReadableStream) : Readable.from([]);
  }

  return {
    async putFile(key, path) {
      const { size } = await stat(path);
      if ((await sizeOf(key)) !== size) await bucket.putAnyObject(key, await openAsBlob(path));
      await unlink(path);
    },
    open: openBody,
    async stat(key) {
      const sizeBytes = await sizeOf(key);
      return sizeBytes === null ? null : { sizeBytes };
    },
    async checkout(key) {
      const body = await openBody(key);
      const folder = await mkdtemp(join(temporaryDir, 'object-'));
      const path = join(folder, 'object');
      const release = () => rm(folder, { recursive: true, force: true });
      try {
        await pipeline(body, createWriteStream(path, { mode: 0o600 }));
      } catch (error) {
        await release();
        throw error;
      }
      return { path, release };
    },
    async delete(key) {
      await bucket.deleteObject(checked(key)).catch(ignoreMissing);
    },
  };
}

function checked(key: string): string {
  if (isObjectKey(key)) return key;
  throw new Error('An object key is two pairs of hex digits and a SHA-256, as objectKey makes it');
}

/** The library wraps some refusals in an error of its own. */
function isMissing(error: unknown): boolean {
  if (error instanceof S3ServiceError) return error.status === 404;
  return error instanceof Error && error.cause !== undefined && isMissing(error.cause);
}

function ignoreMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

function rethrowMissing(key: string): (error: unknown) => never {
  return (error) => {
    if (isMissing(error)) throw new ObjectMissing(`There is no object ${key}`, { cause: error });
    throw error;
  };
}
