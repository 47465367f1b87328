/** One contestant of `bench:files`, in a process of its own. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify from 'fastify';
import { createLocalDisk } from '#adapters/objects/local-disk.ts';
import { objectKey } from '#adapters/objects/spec.ts';
import { fileUrlPrefix, signFileUrl } from '#server/domains/library/file-url.ts';
import { serveFile } from '#server/domains/library/serve-file.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { createSeal } from '#server/kernel/seal.ts';
import { answerUsage } from './server-usage.ts';

export interface FilesServerReady {
  port: number;
  /** In the order of the files that were sent. */
  paths: string[];
}
const [kind = '', objectsDir = ''] = process.argv.slice(2);
answerUsage();
process.once('message', (message) => {
  const { files } = message as { files: { sha256: string; bytes: number }[] };
  void (kind === 'ours' ? startOurs(files) : startPlain(files)).then((ready) => process.send?.(ready));
});

async function startOurs(files: { sha256: string; bytes: number }[]): Promise<FilesServerReady> {
  const objects = await createLocalDisk({ directory: objectsDir });
  const ports = { clock: systemClock, seal: createSeal(Buffer.alloc(32, 7)), objects };
  const server = Fastify();
  server.route({
    method: ['GET', 'HEAD'],
    url: `${fileUrlPrefix}:sha256`,
    handler: (request, reply) => {
      reply.hijack();
      return serveFile(ports, request.raw, reply.raw);
    },
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const paths = files.map(({ sha256, bytes }) =>
    signFileUrl(ports, {
      workspaceId: '01900000-0000-7000-8000-00000000000a',
      sha256,
      sizeBytes: bytes,
      mediaType: 'image/webp',
    }),
  );
  return { port: (server.server.address() as AddressInfo).port, paths };
}

/** What one writes first: look at the size, then stream. */
async function startPlain(files: { sha256: string }[]): Promise<FilesServerReady> {
  const server = createServer((request, response) => void answerFile(request, response));
  async function answerFile(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = join(objectsDir, request.url ?? '');
    const { size } = await stat(path);
    response.writeHead(200, {
      'content-type': 'image/webp',
      'content-length': size,
      'cache-control': 'private, max-age=900',
    });
    createReadStream(path).pipe(response);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, paths: files.map(({ sha256 }) => `/${objectKey(sha256)}`) };
}
