import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HttpFailure } from './http-failure.ts';
import { createHttpClient } from './safe-fetch.ts';
import type { HttpClientOptions, SafeHttpClient } from './safe-fetch.ts';

export const TIMEOUT_MS = 2_000;
const clients: SafeHttpClient[] = [];
const closers: (() => Promise<void>)[] = [];

/** Closes every client and server a test has opened. */
export async function tidyUp(): Promise<void> {
  for (const http of clients.splice(0)) http.close();
  for (const close of closers.splice(0)) await close();
}

export function client(options: HttpClientOptions = {}): SafeHttpClient {
  const http = createHttpClient(options);
  clients.push(http);
  return http;
}

export function get(http: SafeHttpClient, url: string) {
  return http.json({ method: 'GET', url, timeoutMs: TIMEOUT_MS });
}

export async function failureOf(http: SafeHttpClient, url: string): Promise<HttpFailure> {
  const outcome: unknown = await get(http, url).catch((error: unknown) => error);
  if (outcome instanceof HttpFailure) return outcome;
  throw new Error(`Expected an HttpFailure for ${url}, got ${String(outcome)}.`);
}

export async function serve(handle: (request: IncomingMessage, response: ServerResponse) => unknown) {
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

export async function fileServer(answer: (response: ServerResponse) => unknown) {
  const { url, port } = await serve((_request, response) => answer(response));
  return { url, http: client({ allowLoopback: [`127.0.0.1:${port}`] }) };
}
