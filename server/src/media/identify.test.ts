import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identify } from './identify.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'atelier-identify-'));
});
afterAll(() => rm(directory, { recursive: true }));

let count = 0;
async function typeOf(content: string | Buffer): Promise<string | null> {
  const path = join(directory, String((count += 1)));
  await writeFile(path, content);
  return (await identify(path))?.mediaType ?? null;
}
const bytes = (text: string) => Buffer.from(text, 'latin1');
const box = (brand: string, ...compatible: string[]) =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + compatible.length * 4]),
    bytes(`ftyp${brand}\0\0\0\0${compatible.join('')}`),
    Buffer.alloc(64, 1),
  ]);

describe('a file is told by its bytes', () => {
  it.each([
    ['an MP4', box('isom', 'avc1', 'mp41'), 'video/mp4'],
    ['an MP4 by a compatible brand', box('XAVC', 'mp42'), 'video/mp4'],
    ['a WebM', bytes('\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04'), 'video/webm'],
    ['a WAV', bytes('RIFF\x24\0\0\0WAVEfmt '), 'audio/wav'],
    ['an MP3 with a tag', bytes('ID3\x04\0\0\0\0\0\x10'), 'audio/mpeg'],
    ['an MP3 without one', bytes('\xff\xfb\x90\x64\0\0'), 'audio/mpeg'],
    ['a PDF', bytes('%PDF-1.7\n%\xe2\xe3'), 'application/pdf'],
    ['a binary glTF', bytes('glTF\x02\0\0\0\x10\0\0\0'), 'model/gltf-binary'],
    [
      'an SVG',
      '\ufeff<?xml version="1.0"?>\n<!-- drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>',
      'image/svg+xml',
    ],
    ['JSON', '{ "a": [1, 2] }', 'application/json'],
    ['text', 'Grüße, 你好\n\ttab', 'text/plain'],
    ['text that begins like JSON', '{ not json', 'text/plain'],
  ])('%s', async (_what, content, mediaType) => {
    expect(await typeOf(content)).toBe(mediaType);
  });

  it.each([
    ['nothing', ''],
    ['blank', ' \n '],
    ['a page', '<!DOCTYPE html><html></html>'],
    ['a page without a type', '  <script>alert(1)</script>'],
    ['a page behind a comment', '<!-- x --><html><svg></svg></html>'],
    ['other XML', '<?xml version="1.0"?><feed/>'],
    [
      'an SVG whose document type has inner declarations that hide its root',
      '<!DOCTYPE svg [ <!ENTITY a "b"> ]><html/>',
    ],
    ['text with a zero byte', 'abc\0def'],
    ['text with an escape', 'abc\u001b[31m'],
    ['text that is not UTF-8', bytes('caf\xe9 is Latin-1 here')],
    ['a program', bytes('\x7fELF\x02\x01\x01')],
    ['an archive', bytes('PK\x03\x04\x14\0')],
    ['a photo in HEIC', box('heic', 'mif1')],
    ['a Matroska film', bytes('\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska')],
    ['a RIFF of another kind', bytes('RIFF\x24\0\0\0AVI LIST')],
    ['an MPEG frame with an impossible rate', bytes('\xff\xfb\xf0\x64')],
    ['half a signature', bytes('\x89PNG')],
    ['a GIF that is also a page', bytes('GIF89a/*<html><script>alert(1)</script>*/')],
    ['a JPEG with a PDF in its comment', bytes('\xff\xd8\xff\xfe\x00\x20%PDF-1.4 obj')],
    ['a GIF that is also an archive', bytes('GIF89a\x01\0PK\x03\x04')],
  ])('and refused when it is %s', async (_what, content) => {
    expect(await typeOf(content)).toBeNull();
  });

  it('also when it is a real picture of every format', async () => {
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background: '#abc' } });
    for (const format of ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const) {
      expect(await typeOf(await picture.clone().toFormat(format).toBuffer())).toBe(`image/${format}`);
    }
  });
});
