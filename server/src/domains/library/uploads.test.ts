import { readdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../route.ts';
import { getAssetDetails } from './get-asset.ts';
import { callerOf, startTestServer } from './http.fixture.ts';
import type { TestServer } from './http.fixture.ts';
import { createTestLibrary } from './library.fixture.ts';
import type { TestLibrary } from './library.fixture.ts';
import { sweepUploads } from './sweep-uploads.ts';
import { receivedBytes, uploadsDirOf } from './upload-files.ts';

let library: TestLibrary;
let server: TestServer;
let workspaceId: string;
const callers = new Map<string, Caller>();

beforeAll(async () => {
  library = await createTestLibrary({ storageQuotaBytes: 1_000_000, maximumUploadBytes: 600_000 });
  server = await startTestServer(library.ports, callers);
});
afterAll(async () => {
  await server.close();
  await library.close();
});
beforeEach(async () => {
  const mine = await library.addWorkspace();
  const other = await library.addWorkspace();
  workspaceId = mine.workspaceId;
  callers.set('me', callerOf(mine)).set('other', callerOf(other)).set('viewer', callerOf(mine, 'viewer'));
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}
interface Options {
  headers?: Record<string, string>;
  body?: string | Buffer;
  as?: string | null;
  /** Cut the connection after so many bytes of the body, once they have arrived. */
  cutAfterBytes?: number;
}

function send(
  method: string,
  path: string,
  { headers = {}, body = '', as = 'me', cutAfterBytes }: Options = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = {
      'tus-resumable': '1.0.0',
      'content-length': String(Buffer.byteLength(body)),
      ...(as ? { 'x-caller': as } : {}),
      ...headers,
    };
    const sent = request(`${server.origin}${path}`, { method, headers: all }, (response) => {
      buffer(response).then(
        (bytes) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bytes.toString() }),
        reject,
      );
    }).on('error', reject);
    if (cutAfterBytes === undefined) return void sent.end(body);
    const id = path.split('/').at(-1) ?? '';
    sent.write(Buffer.from(body).subarray(0, cutAfterBytes));
    void arrived(id, cutAfterBytes).then(() => sent.destroy());
  });
}

async function arrived(id: string, bytes: number): Promise<void> {
  while (((await receivedBytes(library.dataDir, id)) ?? 0) < bytes)
    await new Promise((resolve) => setImmediate(resolve));
}

const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;
async function create(
  sizeBytes: number,
  options: Options & { name?: string } = {},
): Promise<Answer & { path: string }> {
  const headers = {
    'upload-length': String(sizeBytes),
    'upload-metadata': named(options.name ?? 'notes.txt'),
    ...options.headers,
  };
  const answer = await send('POST', '/api/uploads', { ...options, headers });
  return { ...answer, path: String(answer.headers['location'] ?? '') };
}
function patch(path: string, offset: number, body: string | Buffer, options: Options = {}): Promise<Answer> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' };
  return send('PATCH', path, { ...options, body, headers });
}
const details = (id: unknown) => library.as(workspaceId, (ctx) => getAssetDetails(ctx, String(id)));
const errorOf = (answer: Answer) => (JSON.parse(answer.body) as { code: string }).code;

describe('an upload', () => {
  it('becomes an asset named after its file', async () => {
    const { status, path } = await create(11, { name: '../Ünder the \u202eBridge.txt' });
    expect([status, path]).toEqual([201, expect.stringMatching(/^\/api\/uploads\/[0-9a-f-]{36}$/)]);
    const done = await patch(path, 0, 'hello there');
    expect(done).toMatchObject({ status: 204, headers: { 'atelier-duplicate': 'false', 'upload-offset': '11' } });
    const { asset } = await details(done.headers['atelier-asset']);
    expect(asset).toMatchObject({ name: '.. Ünder the Bridge.txt', source: 'uploaded', kind: 'text', sizeBytes: 11 });
    expect(await readdir(uploadsDirOf(library.dataDir))).toEqual([]);
  });

  it('goes on where the connection broke, also after a restart of the server', async () => {
    const content = 'abcdefghij'.repeat(40_000);
    const { path } = await create(content.length);
    await expect(patch(path, 0, content, { cutAfterBytes: 100_000 })).rejects.toThrow();
    await server.close();
    server = await startTestServer(library.ports, callers);
    const head = await send('HEAD', path);
    const offset = Number(head.headers['upload-offset']);
    expect(head.headers['upload-length']).toBe(String(content.length));
    expect(offset).toBeGreaterThanOrEqual(100_000);
    const done = await patch(path, offset, content.slice(offset));
    const { asset } = await details(done.headers['atelier-asset']);
    expect(asset.sizeBytes).toBe(content.length);
  });

  it('refuses a part at the wrong offset and keeps what it has', async () => {
    const { path } = await create(10);
    expect((await patch(path, 0, 'hello')).headers['upload-offset']).toBe('5');
    expect((await patch(path, 3, 'lo th')).status).toBe(409);
    expect((await patch(path, 7, 'ere')).status).toBe(409);
    expect((await patch(path, 5, 'more than it said')).status).toBe(413);
    expect((await send('HEAD', path)).headers['upload-offset']).toBe('5');
    expect((await patch(path, 5, 'there')).headers['atelier-asset']).toBeDefined();
  });

  it('gives the asset that has the same bytes already', async () => {
    const first = await create(9);
    const one = await patch(first.path, 0, 'twice in!');
    const second = await create(9, { name: 'another name.txt' });
    const two = await patch(second.path, 0, 'twice in!');
    expect(two.headers).toMatchObject({
      'atelier-duplicate': 'true',
      'atelier-asset': one.headers['atelier-asset'],
    });
  });

  it('is told by its bytes, not by its name, and leaves nothing when refused', async () => {
    const page = '<!doctype html><script>alert(1)</script>';
    const { path } = await create(page.length, { name: 'photo.jpg' });
    const refused = await patch(path, 0, page);
    expect([refused.status, errorOf(refused)]).toEqual([415, 'unsupported_media']);
    expect((await send('HEAD', path)).status).toBe(404);
    expect(await readdir(uploadsDirOf(library.dataDir))).toEqual([]);
    expect(
      (await library.test.admin.query('select 1 from app.objects where workspace_id = $1', [workspaceId])).rowCount,
    ).toBe(0);
  });

  it('is refused before its first byte when it is too large, of unknown size, empty or over the quota', async () => {
    const tooLarge = await create(600_001);
    expect([tooLarge.status, errorOf(tooLarge)]).toEqual([413, 'too_large']);
    const deferred = await send('POST', '/api/uploads', { headers: { 'upload-defer-length': '1' } });
    expect([deferred.status, errorOf(deferred)]).toEqual([400, 'invalid_input']);
    expect((await create(0)).status).toBe(400);
    expect((await create(600_000)).status).toBe(201);
    const overQuota = await create(500_000);
    expect([overQuota.status, errorOf(overQuota)]).toEqual([413, 'quota_exceeded']);
    expect(overQuota.body).toContain('1.0 MB, of which 0.6 MB are used');
    expect((await create(400_000)).status).toBe(201);
  });

  it('never lets two beginnings share the last free bytes', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(300_000)));
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([201, 201, 201, 413, 413, 413]);
  });

  it('is nobody else’s', async () => {
    const { path } = await create(5);
    for (const method of ['HEAD', 'DELETE']) {
      expect((await send(method, path, { as: 'other' })).status).toBe(404);
      expect((await send(method, path, { as: null })).status).toBe(401);
    }
    expect((await patch(path, 0, 'mine!', { as: 'other' })).status).toBe(404);
    const byViewer = await create(5, { as: 'viewer' });
    expect([byViewer.status, errorOf(byViewer)]).toEqual([403, 'not_allowed']);
    expect((await send('HEAD', '/api/uploads/..%2f..%2fetc')).status).toBe(404);
    expect((await send('HEAD', path)).headers['upload-offset']).toBe('0');
  });

  it('is gone when it is canceled, with its bytes and its share of the quota', async () => {
    const { path } = await create(600_000);
    await patch(path, 0, 'some bytes');
    expect((await send('DELETE', path)).status).toBe(204);
    expect((await send('HEAD', path)).status).toBe(404);
    expect((await create(600_000)).status).toBe(201);
  });

  it('is finished later when the server fell between its last byte and its asset', async () => {
    const { path } = await create(12);
    const id = path.split('/').at(-1) ?? '';
    // What the disk looks like after such a fall: all bytes, and a row that still says receiving.
    await writeFile(join(uploadsDirOf(library.dataDir), id), 'all are here');
    const head = await send('HEAD', path);
    expect(head).toMatchObject({ status: 200, headers: { 'upload-offset': '12' } });
    expect((await details(head.headers['atelier-asset'])).asset.sizeBytes).toBe(12);
    const again = await send('HEAD', path);
    expect(again.headers['atelier-asset']).toBe(head.headers['atelier-asset']);
  });

  it('is finished by the sweep when nobody asks again, and forgotten after a day when it is half', async () => {
    const whole = await create(8);
    const half = await create(8);
    await writeFile(join(uploadsDirOf(library.dataDir), whole.path.split('/').at(-1) ?? ''), 'complete');
    await patch(half.path, 0, 'half');
    await sweepUploads(library.ports);
    const { rows } = await library.test.admin.query(
      'select state from app.uploads where workspace_id = $1 order by id',
      [workspaceId],
    );
    expect(rows.map((row) => row.state)).toEqual(['finished', 'receiving']);
    library.clock.advance(24 * 3_600_000 + 1_000);
    expect((await send('HEAD', half.path)).status).toBe(404);
    expect(await sweepUploads(library.ports)).toBeGreaterThanOrEqual(1);
    expect(await readdir(uploadsDirOf(library.dataDir))).toEqual([]);
  });
});
