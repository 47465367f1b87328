import type { AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { AtelierError } from '#contract/errors.ts';
import type { Caller } from '../route.ts';
import type { Ports } from '../slice.ts';
import { librarySlice } from './slice.ts';

export interface TestServer {
  origin: string;
  close(): Promise<void>;
}

/** The library's streaming routes on a real socket. Who calls is told by a header that names a caller. */
export async function startTestServer(ports: Ports, callers: Map<string, Caller>): Promise<TestServer> {
  const server = Fastify({ forceCloseConnections: true });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));
  server.setErrorHandler((error, _request, reply) => {
    const status = error instanceof AtelierError ? error.status : 500;
    return reply.code(status).send({ code: error instanceof AtelierError ? error.code : 'internal' });
  });
  librarySlice.streams?.(server, ports, async (request) => callers.get(String(request.headers['x-caller'])) ?? null);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const { port } = server.server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

export function callerOf(
  member: { workspaceId: string; accountId: string },
  role: Caller['workspace']['role'] = 'owner',
): Caller {
  return {
    actor: { kind: 'person', accountId: member.accountId, sessionId: member.accountId, operator: false },
    workspace: { id: member.workspaceId, role },
  };
}
