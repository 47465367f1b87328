import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PUBLIC_ADDRESSES, REFUSED_HOSTS, REFUSED_URLS } from './address-corpus.ts';
import { createAddressPolicy, isPublicUnicast } from './address-policy.ts';
import {
  HttpBadStatus,
  HttpFailure,
  HttpMaybeSent,
  HttpNotSent,
  HttpTooLarge,
  HttpUnacceptable,
} from './http-failure.ts';
import { createHttpClient } from './safe-fetch.ts';
import type { HttpClientOptions, SafeHttpClient } from './safe-fetch.ts';

const TIMEOUT_MS = 2_000;
const clients: SafeHttpClient[] = [];
const closers: (() => Promise<void>)[] = [];
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'safe-fetch-'));
});
afterEach(async () => {
  for (const http of clients.splice(0)) http.close();
  for (const close of closers.splice(0)) await close();
  await rm(directory, { recursive: true, force: true });
});

describe('addresses', () => {
  it.each(PUBLIC_ADDRESSES)('counts %s as public', (address) => {
    expect(isPublicUnicast(address)).toBe(true);
  });

  it.each(REFUSED_HOSTS)('refuses the literal $host ($why) before a socket is opened', async ({ host }) => {
    const failure = await failureOf(client(), `https://${host}/`);
    expect(failure).toBeInstanceOf(HttpNotSent);
    expect(['address-refused', 'request-refused']).toContain(failure.reason);
  });

  it.each(REFUSED_URLS)('refuses "$host" ($why)', async ({ host }) => {
    expect(await failureOf(client(), host)).toBeInstanceOf(HttpNotSent);
  });

  it.each(REFUSED_HOSTS.filter(({ host }) => URL.canParse(`https://${host}/`)))(
    'refuses a name that resolves to $host ($why)',
    async ({ host }) => {
      const address = new URL(`https://${host}/`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
      const resolving = client({
        resolve: (_name, answer) => answer(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
      });
      expect(await failureOf(resolving, 'https://innocent.example/')).toMatchObject({
        sent: 'no',
        reason: 'address-refused',
      });
    },
  );

  it('refuses a name when one of its addresses is private, even if the others are public', async () => {
    const resolving = client({
      resolve: (_name, answer) =>
        answer(null, [
          { address: '93.184.216.34', family: 4 },
          { address: '10.0.0.5', family: 4 },
        ]),
    });
    expect((await failureOf(resolving, 'https://rebinding.example/')).reason).toBe('address-refused');
  });

  it('judges the address of the very look-up that the connection uses', async () => {
    const { port, hits } = await serve((_request, response) => response.end('{}'));
    let asked = 0;
    // Public when asked first, loopback when asked again: a check before the connection would be fooled.
    const rebinding = client({
      allowedCidrs: ['93.184.216.34/32'],
      resolve: (_name, answer) => {
        asked += 1;
        answer(null, [{ address: asked === 1 ? '127.0.0.1' : '93.184.216.34', family: 4 }]);
      },
    });
    expect((await failureOf(rebinding, `http://rebinding.example:${port}/`)).reason).toBe('address-refused');
    expect(asked).toBe(1);
    expect(hits()).toBe(0);
  });

  it('never finds a special address public, however it is drawn', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom(0, 10, 127, 224, 239, 240, 255), octet, octet, octet, (first, b, c, d) => {
        expect(isPublicUnicast(`${first}.${b}.${c}.${d}`)).toBe(false);
        expect(isPublicUnicast(`::ffff:${first}.${b}.${c}.${d}`)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('opens a private range only where the operator lists it, and metadata services never', () => {
    const policy = createAddressPolicy(['192.168.1.0/24', 'fd12:3456::/32', '169.254.0.0/16']);
    expect(policy.isOpened('192.168.1.77')).toBe(true);
    expect(policy.isOpened('fd12:3456::7')).toBe(true);
    expect(policy.isOpened('192.168.2.1')).toBe(false);
    expect(policy.isOpened('169.254.169.254')).toBe(false);
    expect(() => createAddressPolicy(['192.168.1.0/64'])).toThrow(/is not an address range/);
  });

  it('trusts a loopback origin by exact host and port', async () => {
    const { port } = await serve((_request, response) => response.end('{"ok":true}'));
    const other = await serve((_request, response) => response.end('{}'));
    const trusting = client({ allowLoopback: [`127.0.0.1:${port}`] });
    expect((await get(trusting, `http://127.0.0.1:${port}/`)).body).toEqual({ ok: true });
    expect((await failureOf(trusting, `http://127.0.0.1:${other.port}/`)).reason).toBe('address-refused');
    expect((await failureOf(trusting, `http://localhost:${port}/`)).reason).toBe('address-refused');
  });

  it('asks for https on the public internet', async () => {
    const resolving = client({ resolve: (_name, answer) => answer(null, [{ address: '93.184.216.34', family: 4 }]) });
    expect((await failureOf(resolving, 'http://example.com/')).message).toMatch(/use https/);
  });
});

describe('redirects', () => {
  it('follows three and no more, for GET', async () => {
    const { url, port, hits } = await serve((request, response) => {
      const left = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('left'));
      if (left === 0) return response.end('{"arrived":true}');
      response.writeHead(302, { location: `/?left=${left - 1}` }).end();
    });
    const http = client({ allowLoopback: [`127.0.0.1:${port}`] });
    expect((await get(http, `${url}/?left=3`)).body).toEqual({ arrived: true });
    expect(hits()).toBe(4);
    expect(await failureOf(http, `${url}/?left=4`)).toBeInstanceOf(HttpUnacceptable);
  });

  it('hands a redirect back as it is for POST', async () => {
    const { url, port, hits } = await serve((_request, response) =>
      response.writeHead(307, { location: '/again' }).end(),
    );
    const http = client({ allowLoopback: [`127.0.0.1:${port}`] });
    expect((await http.json({ method: 'POST', url, body: {}, timeoutMs: TIMEOUT_MS })).status).toBe(307);
    expect(hits()).toBe(1);
  });

  it('judges each stop anew', async () => {
    for (const location of [
      'http://127.0.0.1:1/',
      'http://169.254.169.254/latest/',
      'file:///etc/passwd',
      'http://[::1]/',
    ]) {
      const { url, port } = await serve((_request, response) => response.writeHead(302, { location }).end());
      expect(await failureOf(client({ allowLoopback: [`127.0.0.1:${port}`] }), url)).toBeInstanceOf(HttpNotSent);
    }
  });

  it('leaves credentials behind when the origin changes', async () => {
    const seen: (string | undefined)[] = [];
    const target = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const { url, port } = await serve((_request, response) => response.writeHead(302, { location: target.url }).end());
    const http = client({ allowLoopback: [`127.0.0.1:${port}`, `127.0.0.1:${target.port}`] });
    await http.json({ method: 'GET', url, headers: { Authorization: 'Bearer secret' }, timeoutMs: TIMEOUT_MS });
    expect(seen).toEqual([undefined]);
  });
});

describe('what the other side may have seen', () => {
  it('is nothing when no connection stood', async () => {
    const { port, close } = await serve((_request, response) => response.end());
    await close();
    const failure = await failureOf(client({ allowLoopback: [`127.0.0.1:${port}`] }), `http://127.0.0.1:${port}/`);
    expect(failure).toMatchObject({ sent: 'no', reason: 'unreachable' });
  });

  it('is nothing when the name is unknown or the call was aborted beforehand', async () => {
    const unknown = client({ resolve: (_name, answer) => answer(new Error('ENOTFOUND'), []) });
    expect(await failureOf(unknown, 'https://nowhere.example/')).toMatchObject({ sent: 'no', reason: 'unresolved' });
    const aborted = client().json({
      method: 'GET',
      url: 'https://a.example/',
      timeoutMs: TIMEOUT_MS,
      signal: AbortSignal.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ sent: 'no', reason: 'aborted' });
  });

  it('is perhaps everything when the connection broke, fell silent, or was aborted under way', async () => {
    const broken = await serve((request) => request.socket.destroy());
    const http = client({ allowLoopback: [`127.0.0.1:${broken.port}`] });
    expect(await failureOf(http, broken.url)).toMatchObject({ sent: 'maybe', reason: 'broken' });

    const silent = await serve(() => {});
    const patient = client({ allowLoopback: [`127.0.0.1:${silent.port}`] });
    const late = patient.json({ method: 'POST', url: silent.url, body: { a: 1 }, timeoutMs: 60 });
    await expect(late).rejects.toMatchObject({ sent: 'maybe', reason: 'timeout' });

    const abort = new AbortController();
    const waiting = await serve(() => abort.abort());
    const http3 = client({ allowLoopback: [`127.0.0.1:${waiting.port}`] });
    const canceled = http3.json({
      method: 'POST',
      url: waiting.url,
      body: {},
      timeoutMs: TIMEOUT_MS,
      signal: abort.signal,
    });
    await expect(canceled).rejects.toMatchObject({ sent: 'maybe', reason: 'aborted' });
  });

  it('is one request, whatever happens to it', async () => {
    const { url, port, hits } = await serve((request) => request.socket.destroy());
    const http = client({ allowLoopback: [`127.0.0.1:${port}`] });
    for (const method of ['GET', 'POST', 'DELETE'] as const) {
      await expect(http.json({ method, url, timeoutMs: TIMEOUT_MS })).rejects.toBeInstanceOf(HttpMaybeSent);
    }
    expect(hits()).toBe(3);
  });

  it('stops at the deadline even while bytes trickle in', async () => {
    const { url, port } = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    });
    const http = client({ allowLoopback: [`127.0.0.1:${port}`] });
    await expect(http.json({ method: 'GET', url, timeoutMs: 120 })).rejects.toMatchObject({ reason: 'timeout' });
  });
});

describe('downloads', () => {
  it('stores a whole body and tells its size and type', async () => {
    const { http, url } = await fileServer((response) => {
      response.writeHead(200, { 'content-type': 'image/png; charset=binary' }).end('pixels');
    });
    const stored = await http.download({ url, directory, maximumBytes: 100 });
    expect(stored).toMatchObject({ sizeBytes: 6, mediaType: 'image/png' });
    expect(await readFile(stored.path, 'utf8')).toBe('pixels');
  });

  it.each([
    [
      'an announced size above the limit',
      (response: ServerResponse) => response.writeHead(200, { 'content-length': '101' }).end('x'.repeat(101)),
      HttpTooLarge,
    ],
    ['a streamed body above the limit', (response: ServerResponse) => response.end('x'.repeat(101)), HttpTooLarge],
    [
      'half a file',
      (response: ServerResponse) =>
        response.writeHead(200, { 'content-length': '50' }).write('x'.repeat(20), () => response.destroy()),
      HttpMaybeSent,
    ],
    ['a status other than 200', (response: ServerResponse) => response.writeHead(403).end('no'), HttpBadStatus],
    [
      'a web page in place of a file',
      (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
      HttpUnacceptable,
    ],
    [
      'an encoding that was not asked for',
      (response: ServerResponse) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      HttpUnacceptable,
    ],
  ])('refuses %s and leaves no file behind', async (_what, answer, expected) => {
    const { http, url } = await fileServer(answer);
    await expect(http.download({ url, directory, maximumBytes: 100 })).rejects.toBeInstanceOf(expected);
    expect(await readdir(directory)).toEqual([]);
  });

  it('keeps signed queries out of its messages', async () => {
    const { http, url } = await fileServer((response) => response.writeHead(403).end());
    const failure = await http.download({ url: `${url}/a?signature=secret`, directory, maximumBytes: 9 }).catch(String);
    expect(failure).not.toContain('secret');
  });
});

function client(options: HttpClientOptions = {}): SafeHttpClient {
  const http = createHttpClient(options);
  clients.push(http);
  return http;
}

function get(http: SafeHttpClient, url: string) {
  return http.json({ method: 'GET', url, timeoutMs: TIMEOUT_MS });
}

async function failureOf(http: SafeHttpClient, url: string): Promise<HttpFailure> {
  const outcome: unknown = await get(http, url).catch((error: unknown) => error);
  if (outcome instanceof HttpFailure) return outcome;
  throw new Error(`Expected an HttpFailure for ${url}, got ${String(outcome)}.`);
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  closers.push(close);
  return { port, url: `http://127.0.0.1:${port}`, hits: () => count, close };
}

async function fileServer(answer: (response: ServerResponse) => unknown) {
  const { url, port } = await serve((_request, response) => answer(response));
  return { url, http: client({ allowLoopback: [`127.0.0.1:${port}`] }) };
}
