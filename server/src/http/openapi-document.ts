import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const file = join(import.meta.dirname, '../../../contract/openapi.json');

/** `GET /api/openapi.json`: the committed document, for anyone; it says nothing about this installation's content. */
export async function registerOpenApiDocument(server: FastifyInstance): Promise<void> {
  const body = await readFile(file);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  server.get('/api/openapi.json', async (request, reply) => {
    reply.header('etag', etag).header('cache-control', 'no-cache');
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.type('application/json').send(body);
  });
}
