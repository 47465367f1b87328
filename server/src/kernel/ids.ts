import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';

export interface Ids {
  /** UUID version 7: sorts by time of creation. */
  uuid(): string;
  /** URL-safe random text carrying `bytes` bytes of entropy. */
  secret(bytes: number): string;
}

export const randomIds: Ids = {
  uuid: () => randomUUIDv7(),
  secret: (bytes) => randomBytes(bytes).toString('base64url'),
};

export function sha256Hex(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex');
}
