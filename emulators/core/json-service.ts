import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const MAXIMUM_BODY_BYTES = 1024 * 1024;

export interface ServiceRequest {
  /** Parts of the path that the route names with a colon. */
  parts: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Parsed JSON; an empty object where there is no body. */
  body: Record<string, unknown>;
}
export type Answer =
  | { status: number; headers?: Record<string, string>; json: unknown }
  /** `cutAt` ends the connection after that many bytes. */
  | { status: number; headers: Record<string, string>; bytes: Buffer; cutAt?: number }
  /** Breaks the connection without an answer. */
  | 'destroy';
export interface Route {
  method: 'GET' | 'POST';
  /** Such as `/v1/generations/:id`. */
  path: string;
  handle(request: ServiceRequest): Answer | Promise<Answer>;
}
export interface RunningService {
  port: number;
  url: string;
  close(): Promise<void>;
}

/** Serves routes on loopback. Port 0 takes a free one. */
export async function serveJson(routes: Route[], port: number): Promise<RunningService> {
  const table = routes.map((route) => ({ ...route, pattern: patternOf(route.path) }));
  const server = createServer((incoming, outgoing) => {
    respond(table, incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return { port: bound, url: `http://127.0.0.1:${bound}`, close: () => closeServer(server) };
}

type CompiledRoute = Route & { pattern: RegExp };

async function respond(table: CompiledRoute[], incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const route = table.find(({ method, pattern }) => method === incoming.method && pattern.test(url.pathname));
  if (!route)
    return send(outgoing, problem(404, 'not_found', `There is nothing at ${incoming.method} ${url.pathname}.`));
  const body = await readBody(incoming);
  if (body === null)
    return send(outgoing, problem(400, 'invalid_request', 'The body is not a JSON object of at most 1 MB.'));
  const parts = route.pattern.exec(url.pathname)?.groups ?? {};
  send(outgoing, await route.handle({ parts: { ...parts }, query: url.searchParams, headers: incoming.headers, body }));
}

/** An error in this service's own shape. */
export function problem(status: number, code: string, message: string, headers?: Record<string, string>): Answer {
  return { status, headers, json: { error: { code, message } } };
}

function send(outgoing: ServerResponse, answer: Answer): void {
  if (answer === 'destroy') {
    outgoing.destroy();
  } else if ('json' in answer) {
    const text = Buffer.from(JSON.stringify(answer.json));
    outgoing.writeHead(answer.status, {
      'content-type': 'application/json',
      'content-length': text.length,
      ...answer.headers,
    });
    outgoing.end(text);
  } else {
    outgoing.writeHead(answer.status, { 'content-length': answer.bytes.length, ...answer.headers });
    if (answer.cutAt === undefined) outgoing.end(answer.bytes);
    else outgoing.write(answer.bytes.subarray(0, answer.cutAt), () => outgoing.destroy());
  }
}

async function readBody(incoming: IncomingMessage): Promise<Record<string, unknown> | null> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAXIMUM_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  if (sizeBytes === 0) return {};
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
