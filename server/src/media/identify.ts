import { open } from 'node:fs/promises';
import { identifyText } from './identify-text.ts';
import type { Identified } from './media.ts';

const headBytes = 4096;

/** Bytes decide, never a name or a claimed type. `at` is where the signature starts. */
interface Signature extends Identified {
  at: number;
  bytes: string;
  and?: (head: Buffer) => boolean;
}

const signatures: Signature[] = [
  { kind: 'image', mediaType: 'image/jpeg', extension: 'jpg', at: 0, bytes: '\xff\xd8\xff' },
  { kind: 'image', mediaType: 'image/png', extension: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'image', mediaType: 'image/gif', extension: 'gif', at: 0, bytes: 'GIF87a' },
  { kind: 'image', mediaType: 'image/gif', extension: 'gif', at: 0, bytes: 'GIF89a' },
  { kind: 'image', mediaType: 'image/tiff', extension: 'tiff', at: 0, bytes: 'II*\0' },
  { kind: 'image', mediaType: 'image/tiff', extension: 'tiff', at: 0, bytes: 'MM\0*' },
  { kind: 'image', mediaType: 'image/webp', extension: 'webp', at: 8, bytes: 'WEBPVP8', and: startsWith('RIFF') },
  { kind: 'image', mediaType: 'image/avif', extension: 'avif', at: 4, bytes: 'ftyp', and: hasBrand('avif', 'avis') },
  {
    kind: 'video',
    mediaType: 'video/mp4',
    extension: 'mp4',
    at: 4,
    bytes: 'ftyp',
    and: hasBrand('isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'dash'),
  },
  {
    kind: 'video',
    mediaType: 'video/webm',
    extension: 'webm',
    at: 0,
    bytes: '\x1a\x45\xdf\xa3',
    and: (head) => head.subarray(0, 64).includes('\x42\x82\x84webm', 0, 'latin1'),
  },
  { kind: 'audio', mediaType: 'audio/wav', extension: 'wav', at: 8, bytes: 'WAVE', and: startsWith('RIFF') },
  { kind: 'audio', mediaType: 'audio/mpeg', extension: 'mp3', at: 0, bytes: 'ID3' },
  { kind: 'audio', mediaType: 'audio/mpeg', extension: 'mp3', at: 0, bytes: '\xff', and: isMpegAudioFrame },
  { kind: 'document', mediaType: 'application/pdf', extension: 'pdf', at: 0, bytes: '%PDF-' },
  { kind: 'model3d', mediaType: 'model/gltf-binary', extension: 'glb', at: 0, bytes: 'glTF\x02\0\0\0' },
];

/** What makes a browser or another program take the same bytes for a page, a script, a document or an archive. */
const foreignMarks = [
  '<!doctype html',
  '<html',
  '<head',
  '<body',
  '<script',
  '<iframe',
  '<?php',
  '%pdf-',
  'pk\x03\x04',
];
const foreignMarksWithin = 1024;

export async function identify(path: string): Promise<Identified | null> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    const found = signatures.find((signature) => matches(head, signature));
    if (!found) return await identifyText(file, head);
    if (found.mediaType !== 'application/pdf' && carriesForeignMark(head)) return null;
    return { kind: found.kind, mediaType: found.mediaType, extension: found.extension };
  } finally {
    await file.close();
  }
}

function matches(head: Buffer, signature: Signature): boolean {
  const end = signature.at + signature.bytes.length;
  return head.toString('latin1', signature.at, end) === signature.bytes && (signature.and?.(head) ?? true);
}

function carriesForeignMark(head: Buffer): boolean {
  const text = head.toString('latin1', 0, foreignMarksWithin).toLowerCase();
  return foreignMarks.some((mark) => text.includes(mark));
}

function startsWith(bytes: string): (head: Buffer) => boolean {
  return (head) => head.toString('latin1', 0, bytes.length) === bytes;
}

/** ISO base media names its major brand first and the compatible ones after; the box may not be longer than our head. */
function hasBrand(...brands: string[]): (head: Buffer) => boolean {
  return (head) => {
    if (head.length < 16) return false;
    const end = Math.min(head.readUInt32BE(0), head.length);
    const named = [head.toString('latin1', 8, 12)];
    for (let at = 16; at + 4 <= end; at += 4) named.push(head.toString('latin1', at, at + 4));
    return named.some((brand) => brands.includes(brand));
  };
}

/** Layer III of MPEG 1, 2 or 2.5, with a bit rate and a sample rate that exist. */
function isMpegAudioFrame(head: Buffer): boolean {
  const [, second = 0, third = 0] = head;
  const synced = (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08;
  const layer3 = (second & 0x06) === 0x02;
  const bitRate = third >> 4;
  return synced && layer3 && bitRate !== 0 && bitRate !== 15 && (third & 0x0c) !== 0x0c;
}
