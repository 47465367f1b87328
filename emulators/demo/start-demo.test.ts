import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EffectSummary } from './effect-summary.ts';
import { PICTURE_SIZES } from './picture-size.ts';
import { startDemo } from './start-demo.ts';
import type { DemoOptions, RunningDemo } from './start-demo.ts';

interface Shown {
  id: string;
  status: string;
  outputs: {
    index: number;
    status: string;
    progress: number;
    preview: string | null;
    url: string;
    width: number;
    height: number;
  }[];
}

const PATIENCE_MS = 100_000;
let dataDir: string;
let demo: RunningDemo | null = null;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'demo-service-'));
});
afterEach(async () => {
  await demo?.close();
  demo = null;
  await rm(dataDir, { recursive: true, force: true });
});

describe('the demo image service', () => {
  it('gives the same generation for the same key and refuses the key for another request', async () => {
    await start();
    const first = await submit('key-1', { prompt: 'a lake' });
    expect(await submit('key-1', { prompt: 'a lake' })).toEqual(first);
    expect((await submit('key-1', { prompt: 'a sea' })).status).toBe(409);
    expect(await effects()).toMatchObject({ submits: { 'key-1': 3 }, generations: { 'key-1': 1 }, boughtTwice: [] });
  });

  it('buys twice and says so where keys are switched off', async () => {
    await start({ modes: { idempotency: 'off' } });
    await submit('key-1', { prompt: 'a lake' });
    await submit('key-1', { prompt: 'a lake' });
    expect(await effects()).toMatchObject({ generations: { 'key-1': 2 }, boughtTwice: ['key-1'] });
  });

  it('keeps what was bought over a restart, even when its last line was cut short', async () => {
    await start();
    const { body } = await submit('key-1', { prompt: 'a lake', count: 2 });
    const before = await bytesOf((await show(body.id)).outputs[0]?.url ?? '');
    await demo?.close();
    await appendFile(join(dataDir, 'effects.jsonl'), '{"type":"generation.accep');
    await start();
    expect(await effects()).toMatchObject({ generations: { 'key-1': 1 } });
    expect(await bytesOf((await show(body.id)).outputs[0]?.url ?? '')).toEqual(before);
    expect((await submit('key-1', { prompt: 'a lake', count: 2 })).body.id).toBe(body.id);
  });

  it('draws again what a restart interrupted', { timeout: 120_000 }, async () => {
    await start();
    const { body } = await submit('key-1', { model: 'demo-scenery', prompt: 'a pattern', count: 1 });
    await demo?.close();
    await start();
    expect((await finished(body.id)).outputs.map(({ status }) => status)).toEqual(['succeeded']);
  });

  it('refuses a URL that has expired, was changed, or was never signed', async () => {
    let now = 1_000_000;
    await start({ now: () => now });
    const { body } = await submit('key-1', { prompt: 'a lake' });
    const url = (await show(body.id)).outputs[0]?.url ?? '';
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace(/expires=\d+/, 'expires=9999999999999'))).status).toBe(403);
    expect((await fetch(url.split('?')[0] ?? '')).status).toBe(403);
    now += 11 * 60_000;
    expect((await fetch(url)).status).toBe(403);
  });

  it('commits a lost acknowledgement, and tells a search when a submit is still under way', async () => {
    await start({ faults: [{ kind: 'lost-acknowledgement', count: 1 }] });
    await expect(submit('lost', { prompt: 'a lake' })).rejects.toThrow();
    expect(await search('lost')).toMatchObject({ data: [{ status: 'succeeded' }], settled: true });

    await fetch(`${demo?.url}/v1/faults`, {
      method: 'POST',
      body: JSON.stringify({ faults: [{ kind: 'slow-accept', delayMs: 400, count: 1 }] }),
    });
    const slow = submit('slow', { prompt: 'a lake' });
    while (!((await effects()).submits.slow ?? 0)) await delay(5);
    expect(await search('slow')).toEqual({ data: [], settled: false });
    await slow;
    expect(await search('slow')).toMatchObject({ data: [{}], settled: true });
  });

  it('shows small previews while it draws and marks the file as a demo', { timeout: 120_000 }, async () => {
    await start();
    const { body } = await submit('key-1', {
      model: 'demo-scenery',
      prompt: 'blue & <gold> marble',
      seed: 7,
      count: 1,
      aspect_ratio: '4:3',
    });
    const previews = new Set<string>();
    const done = await finished(
      body.id,
      (shown) => shown.outputs[0]?.preview && previews.add(shown.outputs[0].preview),
    );
    expect(
      [...previews].filter((preview) => preview.length > 8 * 1024 || !preview.startsWith('data:image/webp;base64,')),
    ).toEqual([]);
    const bytes = await bytesOf(done.outputs[0]?.url ?? '');
    const { format, width, height, xmpAsString = '', exif } = await sharp(bytes).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', ...PICTURE_SIZES['4:3'] });
    expect(xmpAsString).toContain(
      'not made by an AI model. Prompt: &quot;blue &amp; &lt;gold&gt; marble&quot;. Seed 7, picture 0.',
    );
    expect(exif?.toString('latin1')).toContain('Demo picture, drawn by a procedure');
  });

  it.each([
    [{ model: 'other' }, 'model'],
    [{ prompt: '' }, 'prompt'],
    [{ count: 5 }, 'count'],
    [{ aspect_ratio: '5:1' }, 'aspect_ratio'],
    [{ seed: -1 }, 'seed'],
    [{ palette: 'red' }, 'palette'],
  ])('names what is wrong with %o', async (wrong, name) => {
    await start();
    const { status, body } = await submit('key-1', { prompt: 'a lake', ...wrong });
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { code: 'invalid_request', message: expect.stringContaining(name) } });
  });
});

describe('the demo image service as a process', () => {
  it('prints its port, serves, and ends when its parent lets go of it', async () => {
    const main = fileURLToPath(new URL('./main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--data', dataDir], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { port } = JSON.parse(line) as { port: number };
    expect((await fetch(`http://127.0.0.1:${port}/v1/effects`)).status).toBe(200);
    child.stdin.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

async function start(options: Partial<DemoOptions> = {}): Promise<void> {
  demo = await startDemo({ dataDir, speed: Number.POSITIVE_INFINITY, ...options });
}

async function submit(key: string, body: Record<string, unknown>): Promise<{ status: number; body: { id: string } }> {
  const answer = await fetch(`${demo?.url}/v1/generations`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: JSON.stringify({ model: 'demo-tiny', ...body }),
  });
  return { status: answer.status, body: (await answer.json()) as { id: string } };
}

async function ask<Body>(path: string): Promise<Body> {
  return (await (await fetch(`${demo?.url}${path}`)).json()) as Body;
}

function show(id: string): Promise<Shown> {
  return ask(`/v1/generations/${id}`);
}

function search(token: string): Promise<{ data: Shown[]; settled: boolean }> {
  return ask(`/v1/generations?client_token=${token}`);
}

function effects(): Promise<EffectSummary> {
  return ask('/v1/effects');
}

async function finished(id: string, look: (shown: Shown) => unknown = () => {}): Promise<Shown> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await delay(20)) {
    const shown = await show(id);
    look(shown);
    if (shown.status === 'succeeded') return shown;
  }
  throw new Error(`The generation was not done within ${PATIENCE_MS} ms.`);
}

async function bytesOf(url: string): Promise<Buffer> {
  return Buffer.from(await (await fetch(url)).arrayBuffer());
}
