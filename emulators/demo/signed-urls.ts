import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const LIFETIME_MS = 10 * 60_000;

/** Signs file paths for ten minutes. The secret stays in the data folder, so URLs outlive a restart. */
export class SignedUrls {
  readonly #secret: Buffer;
  readonly #now: () => number;

  constructor(directory: string, now: () => number) {
    const path = join(directory, 'url-secret');
    if (!existsSync(path)) writeFileSync(path, randomBytes(32), { mode: 0o600 });
    this.#secret = readFileSync(path);
    this.#now = now;
  }

  sign(path: string): string {
    const expires = this.#now() + LIFETIME_MS;
    return `${path}?expires=${expires}&signature=${this.#signature(path, String(expires))}`;
  }

  /** True for a signature of ours that has not expired. */
  verify(path: string, query: URLSearchParams): boolean {
    const expires = query.get('expires') ?? '';
    const given = Buffer.from(query.get('signature') ?? '');
    const expected = Buffer.from(this.#signature(path, expires));
    return given.length === expected.length && timingSafeEqual(given, expected) && Number(expires) > this.#now();
  }

  #signature(path: string, expires: string): string {
    return createHmac('sha256', this.#secret).update(`${path}\n${expires}`).digest('base64url');
  }
}
