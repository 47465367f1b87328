import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GenerationRequest, Json, ProviderContext, RemoteOutput, SubmitOutcome } from '../spec.ts';
import { createLocalProvider } from './provider.ts';
import type { LocalProvider } from './provider.ts';

const folder = mkdtempSync(join(tmpdir(), 'atelier-local-test-'));
const workDir = join(folder, 'work');
let provider: LocalProvider;
let scratchDirs = 0;

beforeAll(() => {
  provider = createLocalProvider({ modelsDir: join(folder, 'models'), workDir });
});
afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true });
});

function contextWith(more: Partial<ProviderContext> = {}): ProviderContext {
  const scratchDir = join(folder, `scratch-${(scratchDirs += 1)}`);
  mkdirSync(scratchDir);
  const refuse = () => Promise.reject(new Error('Local work uses no network.'));
  return {
    http: { json: refuse, download: refuse },
    scratchDir,
    signal: new AbortController().signal,
    onProgress: () => {},
    ...more,
  };
}

function requestFor(name: string, path: string, parameters: Record<string, Json>): GenerationRequest {
  const model = provider.models.find(({ id }) => id === `local/${name}`);
  if (model === undefined) throw new Error(`No model ${name}`);
  const input = { name: 'image', mediaType: 'image/png', sizeBytes: statSync(path).size, sha256: 'unused', path };
  return { model: model.id, operation: model.operations[0] ?? '', parameters, inputs: [input] };
}

function submit(
  name: string,
  path: string,
  parameters: Record<string, Json> = {},
  ctx = contextWith(),
): Promise<SubmitOutcome> {
  return provider.submit(requestFor(name, path, parameters), { token: 'token', number: 1 }, ctx);
}

async function outputOf(outcome: Promise<SubmitOutcome>): Promise<RemoteOutput> {
  const settled = await outcome;
  if (settled.kind !== 'completed' || settled.outputs[0] === undefined) throw new Error(JSON.stringify(settled));
  return settled.outputs[0];
}

/** Left half red, right half blue, 400 × 200, unless told otherwise. */
async function halves(name: string, write: (image: Sharp) => Sharp = (image) => image.png()): Promise<string> {
  const path = join(folder, name);
  const right = { create: { width: 200, height: 200, channels: 3 as const, background: '#0000ff' } };
  const image = sharp({ create: { width: 400, height: 200, channels: 3, background: '#ff0000' } });
  await write(image.composite([{ input: right, left: 200, top: 0 }])).toFile(path);
  return path;
}

async function pixelAt(file: string | undefined, left: number, top: number): Promise<number[]> {
  const pixel = sharp(file).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer();
  return [...(await pixel)];
}

describe('local operations on pictures', () => {
  it('resizes into a box, keeps shape and format, and does not enlarge unless asked', async () => {
    const path = await halves('halves.png');
    const inside = await outputOf(submit('resize', path, { width: 100, height: 100 }));
    expect(inside).toMatchObject({ index: 0, mediaType: 'image/png', width: 100, height: 50 });
    expect(await sharp(inside.file).metadata()).toMatchObject({ format: 'png', width: 100, height: 50 });
    expect(await outputOf(submit('resize', path, { width: 800 }))).toMatchObject({ width: 400, height: 200 });
    expect(await outputOf(submit('resize', path, { width: 800, enlarge: true }))).toMatchObject({
      width: 800,
      height: 400,
    });
    expect(await outputOf(submit('resize', path, { width: 90, height: 90, fit: 'cover' }))).toMatchObject({
      width: 90,
      height: 90,
    });
    const refused = await submit('resize', path);
    expect(refused).toMatchObject({ kind: 'rejected', failure: { class: 'invalid', retryable: false } });
  });

  it('turns a photo the way the camera was held and leaves the camera data behind', async () => {
    // Orientation 6: to be shown turned clockwise, so red comes out on top.
    const path = await halves('turned.jpg', (image) =>
      image
        .jpeg()
        .withExif({ IFD0: { Copyright: 'someone' } })
        .withMetadata({ orientation: 6 }),
    );
    const turned = await outputOf(submit('resize', path, { width: 100 }));
    expect(turned).toMatchObject({ mediaType: 'image/jpeg', width: 100, height: 200 });
    const [red = 0, , blue = 0] = await pixelAt(turned.file, 50, 10);
    expect(red).toBeGreaterThan(blue + 150);
    const { exif, orientation } = await sharp(turned.file).metadata();
    expect([exif, orientation]).toEqual([undefined, undefined]);
  });

  it('crops to a rectangle in per cent and to a shape around what draws the eye', async () => {
    const path = await halves('halves.png');
    const right = await outputOf(submit('crop', path, { ratio: 'free', x: 50, y: 25, width: 50, height: 50 }));
    expect(right).toMatchObject({ width: 200, height: 100 });
    expect(await pixelAt(right.file, 0, 0)).toEqual([0, 0, 255]);

    const scene = join(folder, 'scene.png');
    const subject = Buffer.from(
      '<svg width="160" height="160"><circle cx="80" cy="80" r="70" fill="#e2725b" stroke="#301008" stroke-width="12"/></svg>',
    );
    await sharp({ create: { width: 1200, height: 300, channels: 3, background: '#d8d8d8' } })
      .composite([{ input: subject, left: 960, top: 70 }])
      .toFile(scene);
    const square = await outputOf(submit('crop', scene, { ratio: '1:1' }));
    expect(square).toMatchObject({ width: 300, height: 300 });
    const { channels } = await sharp(square.file).stats();
    expect(channels[2]?.min).toBeLessThan(100);
  });

  it('converts between formats and puts a colour behind transparency in a JPEG', async () => {
    const path = join(folder, 'clear.png');
    await sharp({ create: { width: 64, height: 64, channels: 4, background: '#00000000' } }).toFile(path);
    for (const format of ['jpeg', 'png', 'webp', 'avif']) {
      const output = await outputOf(submit('convert', path, { format }));
      expect(output).toMatchObject({ mediaType: `image/${format}`, width: 64, height: 64 });
      const { hasAlpha, format: written } = await sharp(output.file).metadata();
      expect([written, hasAlpha]).toEqual([format === 'avif' ? 'heif' : format, format !== 'jpeg']);
    }
    const green = await outputOf(submit('convert', path, { format: 'jpeg', background: '#00ff00' }));
    expect((await pixelAt(green.file, 32, 32))[1]).toBeGreaterThan(245);
  });

  it('finds the colours of a picture with their shares', async () => {
    const path = await halves('halves.png');
    const { mediaType, text = '' } = await outputOf(submit('palette', path));
    expect(mediaType).toBe('application/json');
    const { colours } = JSON.parse(text) as { colours: { hex: string; share: number; name: string }[] };
    expect(colours.map(({ hex, name }) => [hex, name]).sort()).toEqual([
      ['#0000ff', 'blue'],
      ['#ff0000', 'red'],
    ]);
    for (const { share } of colours) expect(share).toBeCloseTo(0.5, 1);
  });

  it('is aborted for certain', async () => {
    const stop = new AbortController();
    const path = await halves('large.png', (image) => image.resize(6_000, 3_000).png());
    const outcome = submit('convert', path, { format: 'avif', quality: 100 }, contextWith({ signal: stop.signal }));
    stop.abort();
    expect(await outcome).toMatchObject({ kind: 'rejected', failure: { class: 'canceled', retryable: false } });
  });

  it('throws damaged weights away, so that they can be fetched again', async () => {
    const model = provider.store.list().find(({ id }) => id === 'u2netp')!;
    writeFileSync(join(folder, 'models', `${model.sha256}.onnx`), Buffer.alloc(model.sizeBytes));
    expect(provider.store.state('u2netp')).toEqual({ state: 'ready' });
    expect(await submit('u2netp', await halves('halves.png'))).toMatchObject({
      kind: 'rejected',
      failure: { class: 'model-unavailable', message: 'The model on this machine is damaged. Fetch it again.' },
    });
    expect(provider.store.state('u2netp')).toEqual({ state: 'absent' });
  });

  it('names the model that is missing, its size and the way out', async () => {
    const message = expect.stringMatching(/Fetch it once .*7 MB to download, 5 MB kept/);
    expect(await submit('u2netp', await halves('halves.png'))).toMatchObject({
      kind: 'rejected',
      failure: { class: 'model-unavailable', retryable: false, message },
    });
  });
});

describe('hostile files', () => {
  const refused = (message: RegExp) => ({
    kind: 'rejected',
    failure: { class: 'invalid', retryable: false, message: expect.stringMatching(message) },
  });

  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('refuses a %s that breaks off', async (format) => {
    const whole = await sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 120, sigma: 50 },
      },
    })
      .toFormat(format)
      .toBuffer();
    const path = join(folder, `half.${format}`);
    writeFileSync(path, whole.subarray(0, whole.length / 2));
    expect(await submit('resize', path, { width: 50 })).toMatchObject(refused(/damaged or incomplete/));
  });

  it('refuses a small file that claims to be huge before decoding it', async () => {
    const path = join(folder, 'bomb.png');
    const small = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'black' } })
      .png()
      .toBuffer();
    // Width and height of the header chunk, which its checksum covers (PNG specification, 11.2.1).
    small.writeUInt32BE(15_000, 16);
    small.writeUInt32BE(15_000, 20);
    small.writeUInt32BE(crc32(small.subarray(12, 29)), 29);
    writeFileSync(path, small);
    expect(await submit('resize', path, { width: 50 })).toMatchObject(refused(/225 megapixels .*at most 100/));
  });

  it.each([
    ['script.png', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'],
    ['page.jpg', '%PDF-1.7\n'],
    ['text.webp', 'id,name\n1,x\n'],
    ['empty.gif', ''],
  ])('does not open what is no picture, whatever it is called (%s)', async (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    expect(await submit('palette', path)).toMatchObject(refused(/not a picture that can be opened here/));
  });

  it('leaves the original untouched and the provider at work', async () => {
    const path = await halves('halves.png');
    const copy = join(folder, 'copy.png');
    copyFileSync(path, copy);
    await outputOf(submit('convert', copy, { format: 'jpeg' }));
    expect(statSync(copy).size).toBe(statSync(path).size);
  });

  it('says what a format cannot hold', async () => {
    const path = join(folder, 'strip.png');
    await sharp({ create: { width: 20_000, height: 2, channels: 3, background: 'red' } }).toFile(path);
    expect(await submit('convert', path, { format: 'webp' })).toMatchObject(
      refused(/WebP holds at most 16383 .*20000 × 2/),
    );
  });

  it('keeps no picture after its work', async () => {
    const desks = readdirSync(workDir);
    expect(desks).toHaveLength(1);
    expect(readdirSync(join(workDir, desks[0] ?? ''))).toEqual([]);
    await provider.close();
    expect(readdirSync(workDir)).toEqual([]);
  });
});
