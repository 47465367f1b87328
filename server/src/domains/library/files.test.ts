import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '#contract/api/library.ts';
import { addAsset } from './add-asset.ts';
import { signFileUrl } from './file-url.ts';
import { getAsset, getAssetDetails } from './get-asset.ts';
import { startTestServer } from './http.fixture.ts';
import type { TestServer } from './http.fixture.ts';
import { createTestLibrary, until } from './library.fixture.ts';
import type { TestLibrary } from './library.fixture.ts';
import { storeFile } from './store-file.ts';
import { deleteAssets, trashAssets } from './trash-assets.ts';

let library: TestLibrary;
let server: TestServer;
let workspaceId: string;
let asset: Asset;
const text = Array.from({ length: 50_000 }, (_, line) => `line ${line}`).join('\n');
const size = text.length;

beforeAll(async () => {
  library = await createTestLibrary();
  server = await startTestServer(library.ports, new Map());
  ({ workspaceId } = await library.addWorkspace());
  asset = await add(text, 'notes "final" – v2.txt');
});
afterAll(async () => {
  await server.close();
  await library.close();
});

async function add(content: string, name: string): Promise<Asset> {
  const file = await storeFile(library.ports, { workspaceId, path: await library.file(content) });
  return library.as(workspaceId, (ctx) => addAsset(ctx, { file, name, source: 'uploaded' }));
}

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}
/** Plain requests: `fetch` would follow, decode and merge what is looked at here. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(`${server.origin}${path}`, { headers, method }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      );
    })
      .on('error', reject)
      .end();
  });
}
const range = (value: string, more: Record<string, string> = {}) => ask(asset.urls.original, { range: value, ...more });

describe('a signed file', () => {
  it('is answered whole with headers that keep it from being run', async () => {
    const answer = await ask(asset.urls.original);
    expect(answer.body.toString()).toBe(text);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/plain',
        'content-length': String(size),
        'accept-ranges': 'bytes',
        'cache-control': 'private, immutable, max-age=900',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'content-disposition': `attachment; filename="notes _final_ _ v2.txt"; filename*=UTF-8''notes%20%22final%22%20%E2%80%93%20v2.txt`,
      },
    });
  });

  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=10-19', 10, 19],
    ['bytes=400000-', 400_000, size - 1],
    ['bytes=-5', size - 5, size - 1],
    [`bytes=${size - 1}-${size + 500}`, size - 1, size - 1],
    ['bytes=-99999999', 0, size - 1],
  ])('answers %s with that part', async (value, start, end) => {
    const answer = await range(value);
    expect(answer.status).toBe(206);
    expect(answer.headers['content-range']).toBe(`bytes ${start}-${end}/${size}`);
    expect(answer.headers['content-length']).toBe(String(end - start + 1));
    expect(answer.body.toString()).toBe(text.slice(start, end + 1));
  });

  it.each([`bytes=${size}-`, 'bytes=-0', 'bytes=999999999-'])('refuses %s as beyond the end', async (value) => {
    const answer = await range(value);
    expect([answer.status, answer.headers['content-range']]).toEqual([416, `bytes */${size}`]);
  });

  it.each(['bytes=5-2', 'bytes=a-b', 'lines=0-5', 'bytes=0-1,5-6', 'bytes=-'])(
    'ignores the range %s',
    async (value) => {
      const answer = await range(value);
      expect([answer.status, answer.body.length]).toEqual([200, size]);
    },
  );

  it('gives the part only of the version that If-Range names', async () => {
    const etag = String((await ask(asset.urls.original, {}, 'HEAD')).headers.etag);
    expect((await range('bytes=0-3', { 'if-range': etag })).status).toBe(206);
    expect((await range('bytes=0-3', { 'if-range': '"another"' })).status).toBe(200);
  });

  it('answers HEAD without bytes and a known version with 304', async () => {
    const head = await ask(asset.urls.original, {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, String(size), 0]);
    const known = await ask(asset.urls.original, { 'if-none-match': String(head.headers.etag) });
    expect([known.status, known.body.length]).toEqual([304, 0]);
  });

  it('is refused when any part of its address is changed', async () => {
    const other = '0'.repeat(64);
    const url = asset.urls.original;
    const forged = [
      url.replace(/[0-9a-f]{64}/, other),
      url.replace(/w=[^&]+/, `w=${library.ports.ids.uuid()}`),
      url.replace(/b=\d+/, 'b=10'),
      url.replace(/t=[^&]+/, 't=text%2Fhtml'),
      url.replace(/d=attachment|d=inline/, (mark) => (mark === 'd=inline' ? 'd=attachment' : 'd=inline')),
      url.replace(/e=\d+/, 'e=9999999999'),
      url.replace(/k=1/, 'k=2'),
      url.replace(/&s=.*/, ''),
      `${url}&s=x`,
      `${url}x`,
      url.split('?')[0] ?? '',
    ];
    expect(await Promise.all(forged.map(async (path) => (await ask(path)).status))).toEqual(forged.map(() => 403));
  });

  it('is the same address for some minutes and good for no more than fifteen', async () => {
    const urlNow = async () => (await library.as(workspaceId, (ctx) => getAsset(ctx, asset.id))).urls.original;
    library.clock.advance(60_000);
    const first = await urlNow();
    library.clock.advance(60_000);
    expect(await urlNow()).toBe(first);
    library.clock.advance(15 * 60_000);
    expect((await ask(first)).status).toBe(403);
    expect(await urlNow()).not.toBe(first);
  });

  it('cannot be had from another workspace, whatever it knows', async () => {
    const { sha256 } = await library.as(workspaceId, (ctx) => getAssetDetails(ctx, asset.id));
    const other = await library.addWorkspace();
    await expect(library.as(other.workspaceId, (ctx) => getAsset(ctx, asset.id))).rejects.toMatchObject({
      code: 'not_found',
    });
    const stranger = { ...library.ports, seal: { purposeKey: () => Buffer.alloc(32, 9) } };
    const forged = signFileUrl(stranger, {
      workspaceId: other.workspaceId,
      sha256,
      sizeBytes: size,
      mediaType: 'text/plain',
    });
    expect((await ask(forged)).status).toBe(403);
  });

  it('saves an SVG instead of showing it', async () => {
    const svg = await add('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'drawing.svg');
    const { headers } = await ask(svg.urls.original);
    expect([headers['content-type'], headers['content-disposition']?.split(';')[0]]).toEqual([
      'image/svg+xml',
      'attachment',
    ]);
  });

  it('is gone when the asset is deleted', async () => {
    const gone = await add('only here', 'gone.txt');
    await library.as(workspaceId, (ctx) => trashAssets(ctx, { ids: [gone.id] }));
    expect((await ask(gone.urls.original)).status).toBe(200);
    await library.as(workspaceId, (ctx) => deleteAssets(ctx, { ids: [gone.id] }));
    await until(async () => (await ask(gone.urls.original)).status === 404);
    expect((await ask(gone.urls.original)).headers['content-length']).not.toBe('9');
  });
});
