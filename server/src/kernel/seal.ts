import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { assert } from './assert.ts';

/**
 * Envelope encryption: the installation key wraps a key per subject, and that key seals the subject's direct
 * identifiers. Destroying the wrapped key makes every sealed value unreadable, wherever a copy of it lies.
 *
 * Sealed text is `v1.<base64url of iv | tag | ciphertext>`, AES-256-GCM with a random 96-bit iv. The place
 * (`table|column|row`) is authenticated, so a value moved to another row does not open.
 */
export interface Seal {
  newSubjectKey(accountId: string): { key: Buffer; wrapped: string };
  unwrapSubjectKey(accountId: string, wrapped: string): Buffer;
  /** Keyed hash for look-up of a value that is otherwise only kept sealed. */
  lookupHash(purpose: string, value: string): string;
  /** A key for one purpose, derived from the installation key. */
  purposeKey(purpose: string): Buffer;
}

const ivBytes = 12;
const tagBytes = 16;

export function sealText(key: Buffer, place: string, plain: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
}

/** Throws when the key, the place or the text was changed. */
export function openText(key: Buffer, place: string, sealed: string): string {
  assert(sealed.startsWith('v1.'), 'sealed text carries its version');
  const raw = Buffer.from(sealed.slice(3), 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, ivBytes)).setAAD(Buffer.from(place));
  decipher.setAuthTag(raw.subarray(ivBytes, ivBytes + tagBytes));
  return decipher.update(raw.subarray(ivBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
}

export function createSeal(installationKey: Buffer): Seal {
  assert(installationKey.length === 32, 'the installation key has 32 bytes');
  // Purposes are a handful of words of our own, so each key is derived once.
  const keys = new Map<string, Buffer>();
  function purposeKey(purpose: string): Buffer {
    const known = keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', installationKey, Buffer.alloc(0), `atelier:${purpose}`, 32));
    keys.set(purpose, key);
    return key;
  }
  const wrappingKey = purposeKey('subject-keys');
  return {
    newSubjectKey(accountId) {
      const key = randomBytes(32);
      return { key, wrapped: sealText(wrappingKey, `subject_keys|${accountId}`, key.toString('base64')) };
    },
    unwrapSubjectKey: (accountId, wrapped) =>
      Buffer.from(openText(wrappingKey, `subject_keys|${accountId}`, wrapped), 'base64'),
    lookupHash: (purpose, value) =>
      createHmac('sha256', purposeKey(`lookup:${purpose}`))
        .update(value)
        .digest('hex'),
    purposeKey,
  };
}
