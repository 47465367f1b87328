import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '#server/kernel/assert.ts';
import type { Person, Visitor } from '../start-test-app.ts';
import { addViewer } from './add-viewer.ts';
import { answerOf } from './call-endpoint.ts';
import { findPossessions } from './possessions.ts';
import { readEvents } from './read-events.ts';
import { startTwoTenants } from './two-tenants.ts';
import type { TwoTenants } from './two-tenants.ts';

/** Routes that no contract describes, each with the test below that asks it for somebody else's things. */
const known = [
  '/api/events',
  '/api/openapi.json',
  '/api/uploads',
  '/api/uploads/:id',
  '/files/:sha256',
  '/healthz',
  '/api/*',
];
const protocol = { 'tus-resumable': '1.0.0' };

describe('every route beside the contract, asked for somebody else’s things', () => {
  let tenants: TwoTenants;
  let viewer: Person;
  /** One of B's that has not got all its bytes. */
  let half: string;
  let visitor: Visitor;
  beforeAll(async () => {
    tenants = await startTwoTenants();
    viewer = await addViewer(tenants.running, tenants.b.person);
    visitor = tenants.running.visitor();
    half = await beginUpload(tenants.b.person);
  }, 120_000);
  afterAll(() => tenants.running.close());

  async function beginUpload({ send }: Visitor): Promise<string> {
    const begun = await send('/api/uploads', {
      method: 'POST',
      headers: { ...protocol, 'upload-length': '10', 'upload-metadata': 'filename aGFsZg==' },
    });
    return new URL(
      present(begun.headers.get('location'), `an upload is begun, not answered ${begun.status}`),
      'http://x',
    ).pathname;
  }

  it('is known', () => {
    const routes = listRoutes(
      present(tenants.running.app.http, 'the app has a web side').printRoutes({ commonPrefix: false }),
    );
    expect(
      routes.filter((url) => !known.includes(url)).map((url) => `${url}: test it in test/walls/plain-routes.test.ts`),
    ).toEqual([]);
    expect(routes.length).toBe(known.length);
  });

  it('tells a visitor of /healthz, /api/openapi.json and unknown addresses nothing about anybody', async () => {
    for (const [path, status] of [
      ['/healthz', 200],
      ['/api/openapi.json', 200],
      ['/api/nothing', 404],
      ['/nothing', 404],
    ] as const) {
      const answer = await answerOf(await visitor.send(path));
      expect([path, answer.status, findPossessions(tenants.b, answer.text)]).toEqual([path, status, []]);
    }
  });

  it('lets nobody but members of the workspace reach an upload', async () => {
    const finished = `/api/uploads/${tenants.b.uploadId}`;
    const byKey = tenants.running.withKey(tenants.a.apiKey.secret);
    for (const [who, status] of [
      [visitor, 401],
      [tenants.a.person, 404],
      [byKey, 404],
    ] as const) {
      for (const path of [half, finished]) {
        for (const method of ['HEAD', 'PATCH', 'DELETE']) {
          const body =
            method === 'PATCH'
              ? {
                  body: 'intruding!',
                  headers: { ...protocol, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
                }
              : { headers: protocol };
          const answer = await answerOf(await who.send(path, { method, ...body }));
          expect([method, answer.status, findPossessions(tenants.b, answer.text)]).toEqual([method, status, []]);
        }
      }
    }
    expect(
      (await visitor.send('/api/uploads', { method: 'POST', headers: { ...protocol, 'upload-length': '10' } })).status,
    ).toBe(401);
  });

  it('lets a viewer neither begin, fill nor cancel an upload', async () => {
    expect(
      (await viewer.send('/api/uploads', { method: 'POST', headers: { ...protocol, 'upload-length': '10' } })).status,
    ).toBe(403);
    const patch = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    expect(
      (await viewer.send(half, { method: 'PATCH', headers: { ...protocol, ...patch }, body: 'viewed' })).status,
    ).toBe(403);
    expect((await viewer.send(half, { method: 'DELETE', headers: protocol })).status).toBe(403);
    const untouched = await tenants.b.person.send(half, { method: 'HEAD', headers: protocol });
    expect([untouched.status, untouched.headers.get('upload-offset')]).toEqual([200, '0']);
  });

  it('gives a file to whoever has its address, for a quarter of an hour, and to no other address', async () => {
    const { fileUrl, canaries } = tenants.b;
    expect(await (await visitor.send(fileUrl)).text()).toBe(canaries.fileText);
    const other = new URL(tenants.a.fileUrl, 'http://x');
    const altered = [
      fileUrl.replace(/&s=.*/, ''),
      fileUrl.replace(/&s=.*/, '&s='),
      fileUrl.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      fileUrl.replace(/^\/files\/[0-9a-f]{64}/, other.pathname),
      tenants.a.fileUrl.replace(other.pathname, new URL(fileUrl, 'http://x').pathname),
      fileUrl.replace(/w=[^&]+/, `w=${tenants.a.person.workspaceId}`),
      fileUrl.replace(/&e=\d+/, (expiry) => `${expiry}0`),
      fileUrl.replace('text%2Fplain', 'text%2Fhtml'),
      fileUrl.replace('d=inline', 'd=attachment'),
      `${fileUrl}&t=text%2Fhtml`,
      fileUrl.split('?')[0]!,
    ];
    for (const url of altered) {
      expect(url).not.toBe(fileUrl);
      const answer = await answerOf(await visitor.send(url));
      expect([url, answer.status, findPossessions(tenants.b, answer.text)]).toEqual([url, 403, []]);
    }
  });

  it('serves a file so that a browser can run nothing of it', async () => {
    const { headers } = await visitor.send(tenants.b.fileUrl);
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toMatch(/^attachment/);
  });

  it('streams events of the own workspace only, from the first one on', async () => {
    expect((await visitor.send('/api/events')).status).toBe(401);
    expect(
      (
        await visitor.send('/api/events', {
          headers: { authorization: 'Bearer atl_0123456789abcdef_0123456789012345678901234567890123456789' },
        })
      ).status,
    ).toBe(401);
    const { a, b } = tenants;
    const mark = { id: a.uploadedAssetId, favourite: true };
    const seen = await readEvents(a.person, '/api/events?after=0-0', {
      meanwhile: async () => {
        await b.person.sdk.library.update({ id: b.uploadedAssetId, favourite: true });
        await a.person.sdk.library.update(mark);
      },
      until: (text) => text.includes(`"asset.changed","assetId":"${mark.id}"`),
    });
    expect(seen).toContain(a.jobId);
    expect(findPossessions(b, seen)).toEqual([]);
    const own = await readEvents(tenants.running.withKey(b.apiKey.secret), '/api/events?after=0-0', {
      until: (text) => text.includes(b.jobId),
    });
    expect(findPossessions(b, own)).toContain('jobId');
  });
});

/** The addresses in the tree that the server prints of its own routes. */
function listRoutes(tree: string): string[] {
  const path: string[] = [];
  const urls: string[] = [];
  for (const line of tree.split('\n')) {
    const match = /^(.*?)[├└]── (\S+)(?: \((.*)\))?/.exec(line);
    if (!match) continue;
    const depth = (match[1] ?? '').length / 4;
    path.splice(depth, path.length, match[2] ?? '');
    // The router's catch-all under /api/ is printed without its prefix.
    const url = path.join('');
    if (match[3]) urls.push(url === '*' ? '/api/*' : url);
  }
  return urls;
}
