import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createVite, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forwardTo } from './forward.ts';
import { superviseServer, type SupervisedServer } from './supervise-server.ts';
import { watchSources } from './watch-sources.ts';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(path.join(tmpdir(), 'atelier-dev-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the supervised server', () => {
  let server: SupervisedServer | undefined;
  afterEach(() => server?.stop());

  it('is started anew on a wish, and whoever waits meets the new process', async () => {
    const file = path.join(scratch, 'counted.ts');
    const log = path.join(scratch, 'starts');
    writeFileSync(log, '');
    const program = `import fs from 'node:fs';
      fs.appendFileSync(${JSON.stringify(log)}, 'x');
      process.on('SIGTERM', () => process.exit(0));
      setInterval(() => {}, 1000);
      process.send(fs.readFileSync(${JSON.stringify(log)}, 'utf8'));`;
    writeFileSync(file, program);
    server = superviseServer({ command: [file], say: () => undefined });
    await server.ready();
    server.restart();
    server.restart();
    // The wish is taken up in the next turn; from then on `ready` means the new process.
    await Promise.resolve();
    await server.ready();
    await server.stop();
    expect(readFileSync(log, 'utf8')).toBe('xx');
  });

  it('that falls says so and comes back with the next change, to those who waited too', async () => {
    const file = path.join(scratch, 'falling.ts');
    writeFileSync(file, 'process.exit(3);');
    const said = Promise.withResolvers<string>();
    server = superviseServer({ command: [file], say: said.resolve });
    const waiting = server.ready();
    expect(await said.promise).toContain('The server ended (3).');
    writeFileSync(
      file,
      `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); process.send('ready');`,
    );
    server.restart();
    await expect(waiting).resolves.toBeUndefined();
  });
});

describe('watching the sources', () => {
  it('tells once of changes that come together, and not of tests', async () => {
    const told: string[] = [];
    const first = Promise.withResolvers<void>();
    const watching = watchSources(path.dirname(scratch), [path.basename(scratch)], (file) => {
      told.push(path.basename(file));
      first.resolve();
    });
    writeFileSync(path.join(scratch, 'a.test.ts'), '');
    writeFileSync(path.join(scratch, 'a.md'), '');
    for (const name of ['a.ts', 'b.ts', 'c.ts']) writeFileSync(path.join(scratch, name), '');
    await first.promise;
    watching.close();
    expect(told).toEqual(['c.ts']);
  });
});

describe('the page server', () => {
  let vite: ViteDevServer;
  let api: Server;
  let url: string;
  const gate = Promise.withResolvers<void>();
  beforeAll(async () => {
    api = createHttpServer((request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      request
        .on('data', () => undefined)
        .on('end', () => response.end(`${request.method} ${request.url} at ${request.headers.host}`));
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const { port } = api.address() as AddressInfo;
    writeFileSync(path.join(scratch, 'index.html'), '<title>page</title>');
    const plugins = [forwardTo({ paths: ['/api/'], port, ready: () => gate.promise })];
    vite = await createVite({
      root: scratch,
      configFile: false,
      logLevel: 'silent',
      server: { host: '127.0.0.1', port: 0 },
      plugins,
    });
    await vite.listen();
    url = new URL(vite.resolvedUrls?.local[0] ?? '').origin;
  });
  afterAll(async () => {
    await vite.close();
    api.close();
  });

  it('shows the page itself and passes the API on under its own origin, once the server is ready', async () => {
    expect(await (await fetch(url)).text()).toContain('<title>page</title>');
    const answer = fetch(`${url}/api/things?a=b`, { method: 'POST', body: 'x' });
    gate.resolve();
    expect(await (await answer).text()).toBe(`POST /api/things?a=b at ${new URL(url).host}`);
    expect((await answer).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });
});
