import type { Readable } from 'node:stream';

/** Bytes under keys. Keys are content hashes, so writing twice writes the same. */
export interface ObjectStore {
  /** Takes over a finished local file; moves it where it can, and the file is gone after. Resolves when the bytes are safe. */
  putFile(key: string, path: string): Promise<void>;
  /** Throws `ObjectMissing` when there is none. `range` is inclusive, as in HTTP, and lies within the object. */
  open(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Null when there is none. */
  stat(key: string): Promise<{ sizeBytes: number } | null>;
  /** A readable local path, alive until `release` is called: the object itself, or a copy. Never write to it. */
  checkout(key: string): Promise<{ path: string; release(): Promise<void> }>;
  /** Deleting what is not there is fine. */
  delete(key: string): Promise<void>;
}

export class ObjectMissing extends Error {
  override readonly name = 'ObjectMissing';
}

/** The one shape of a key: two levels of fan-out, then the hash. Refuses anything that is not a SHA-256. */
export function objectKey(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('An object key is a SHA-256 in lower-case hex');
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}

export function isObjectKey(key: string): boolean {
  return /^([0-9a-f]{2})\/([0-9a-f]{2})\/\1\2[0-9a-f]{60}$/.test(key);
}
