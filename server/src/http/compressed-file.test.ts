import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCompressedTwins, writeCompressedTwins } from './compressed-file.ts';
import { registerOpenApiDocument } from './openapi-document.ts';
import { registerWebPages } from './web-pages.ts';

const script = 'export const answer = 42;\n'.repeat(200);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atelier-pages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('compressed twins', () => {
  it('lie beside the file after a build, and are made where a build left none', async () => {
    const file = join(folder, 'page.js');
    await writeFile(file, script);
    const made = await readCompressedTwins(file, Buffer.from(script));
    await writeCompressedTwins(file);
    expect((await readdir(folder)).toSorted()).toEqual(['page.js', 'page.js.br', 'page.js.gz']);
    const read = await readCompressedTwins(file, Buffer.from(script));
    for (const twins of [made, read]) {
      expect(brotliDecompressSync(twins.brotli ?? '').toString()).toBe(script);
      expect(gunzipSync(twins.gzip ?? '').toString()).toBe(script);
    }
    expect(read.brotli?.length).toBeLessThan(script.length / 20);
  });

  it('are not made of what is small or compressed already', async () => {
    for (const [name, text] of [
      ['small.js', 'x'],
      ['font.woff2', script],
    ] as const) {
      await writeFile(join(folder, name), text);
      await writeCompressedTwins(join(folder, name));
    }
    expect((await readdir(folder)).toSorted()).toEqual(['font.woff2', 'small.js']);
  });

  it('are given to who takes them, and have no address of their own', async () => {
    await writeFile(join(folder, 'index.html'), '<title>shell</title>');
    await writeFile(join(folder, 'page.js'), script);
    await writeCompressedTwins(join(folder, 'page.js'));
    const server = Fastify();
    await registerWebPages(server, folder, () => 'nonce');
    const ask = (url: string, encoding: string) => server.inject({ url, headers: { 'accept-encoding': encoding } });
    expect((await ask('/page.js', 'gzip, br')).headers['content-encoding']).toBe('br');
    expect((await ask('/page.js', 'gzip')).rawPayload.equals(await readFile(join(folder, 'page.js.gz')))).toBe(true);
    expect((await ask('/page.js', '')).body).toBe(script);
    expect((await ask('/page.js.br', 'br')).body).toContain('shell');
    await server.close();
  });
});

describe('the OpenAPI document', () => {
  it('is given to anyone, and only once to who has it', async () => {
    const server = Fastify();
    await registerOpenApiDocument(server);
    const answer = await server.inject({ url: '/api/openapi.json' });
    expect(answer.json()).toMatchObject({ openapi: '3.1.1', info: { title: 'Atelier' } });
    const again = await server.inject({
      url: '/api/openapi.json',
      headers: { 'if-none-match': String(answer.headers.etag) },
    });
    expect(again).toMatchObject({ statusCode: 304, body: '' });
    await server.close();
  });
});
