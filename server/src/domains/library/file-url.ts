import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import type { Seal } from '../../kernel/seal.ts';

/**
 * Addresses of files. Whoever has one may read that one file until it expires, with no other credential: so it works
 * in an `<img>`, in a download manager and on another origin. It says everything the answer needs, so that answering
 * asks the database nothing, and all of it is signed.
 */
export interface FileGrant {
  workspaceId: string;
  sha256: string;
  sizeBytes: number;
  mediaType: string;
  /** Name to save it under. */
  name?: string;
  /** Ask the browser to save it; what could run as a page is saved in any case. */
  attachment?: boolean;
}

export const fileUrlPrefix = '/files/';
const keyId = '1';
const longestLifeMs = 15 * 60_000;
/** Addresses made in the same five minutes are the same text, so that browser caches hit. */
const gridMs = 5 * 60_000;

export type FileUrlPorts = { clock: Clock; seal: Pick<Seal, 'purposeKey'> };

/** When an address made now ends, in milliseconds since 1970. */
export function expiryOf(now: Date): number {
  return Math.floor((now.getTime() + longestLifeMs) / gridMs) * gridMs;
}

/** Relative to the installation. Good for 10 to 15 minutes. */
export function signFileUrl(ports: FileUrlPorts, grant: FileGrant): string {
  const name = grant.name === undefined ? '' : `&n=${encodeURIComponent(grant.name)}`;
  const url =
    `${fileUrlPrefix}${grant.sha256}?w=${grant.workspaceId}&b=${grant.sizeBytes}&t=${encodeURIComponent(grant.mediaType)}${name}` +
    `&d=${grant.attachment ? 'attachment' : 'inline'}&e=${expiryOf(ports.clock.now()) / 1000}&k=${keyId}`;
  return `${url}&s=${signatureOf(keyOf(ports), url)}`;
}

/** Null for whatever we did not sign, and for what is past its time. `url` is the path with its query, as it came in. */
export function readFileUrl(ports: FileUrlPorts, url: string): FileGrant | null {
  const cut = url.lastIndexOf('&s=');
  if (cut === -1 || !url.startsWith(fileUrlPrefix)) return null;
  const signed = url.slice(0, cut);
  if (!isSame(url.slice(cut + 3), signatureOf(keyOf(ports), signed))) return null;
  const mark = signed.indexOf('?');
  const query = new URLSearchParams(signed.slice(mark + 1));
  if (Number(query.get('e')) * 1000 <= ports.clock.now().getTime()) return null;
  return {
    workspaceId: query.get('w') ?? '',
    sha256: signed.slice(fileUrlPrefix.length, mark),
    sizeBytes: Number(query.get('b')),
    mediaType: query.get('t') ?? 'application/octet-stream',
    name: query.get('n') ?? undefined,
    attachment: query.get('d') === 'attachment',
  };
}

const keys = new WeakMap<object, KeyObject>();

function keyOf({ seal }: FileUrlPorts): KeyObject {
  const known = keys.get(seal);
  if (known) return known;
  const key = createSecretKey(seal.purposeKey('signed-urls'));
  keys.set(seal, key);
  return key;
}

/** Reading is the only method an address is good for; HEAD is reading without the bytes. */
function signatureOf(key: KeyObject, url: string): string {
  return createHmac('sha256', key).update(`GET|${url}`).digest('base64url');
}

function isSame(given: string, right: string): boolean {
  const givenBytes = Buffer.from(given);
  const rightBytes = Buffer.from(right);
  return givenBytes.length === rightBytes.length && timingSafeEqual(givenBytes, rightBytes);
}
