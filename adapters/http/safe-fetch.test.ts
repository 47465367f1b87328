import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpBadStatus, HttpMaybeSent, HttpNotSent, HttpTooLarge, HttpUnacceptable } from './http-failure.ts';
import { client, failureOf, fileServer, get, serve, tidyUp, TIMEOUT_MS } from './loopback-server.fixture.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'safe-fetch-'));
});
afterEach(async () => {
  await tidyUp();
  await rm(directory, { recursive: true, force: true });
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
