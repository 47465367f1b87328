import { createAddressPolicy } from './address-policy.ts';
import { Connections, exchange } from './guarded-exchange.ts';
import type { Exchange, StartTimer } from './guarded-exchange.ts';
import type { ResolveName } from './destination.ts';
import { HttpBadStatus, HttpUnacceptable } from './http-failure.ts';
import { readJson } from './read-json.ts';
import { storeBody } from './store-body.ts';
import type { IncomingMessage } from 'node:http';
import type { HttpAnswer, HttpClient, HttpRequest } from '#adapters/models/spec.ts';

export const MAXIMUM_REDIRECTS = 3;
/** Answers that carry pictures as base64 need room. */
export const MAXIMUM_JSON_BYTES = 64 * 1024 * 1024;
export const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

export interface HttpClientOptions {
  /** `host:port` of services of ours on loopback, such as the demo emulator. Read anew for every request. */
  allowLoopback?: readonly string[];
  /** Private ranges the operator opens, such as `192.168.1.0/24`; plain http is allowed there. */
  allowedCidrs?: readonly string[];
  resolve?: ResolveName;
  startTimer?: StartTimer;
}

export interface SafeHttpClient extends HttpClient {
  /** Closes idle connections. */
  close(): void;
}

/**
 * The one way out of this machine. Connects only to public unicast addresses, to trusted loopback origins and to
 * ranges the operator opened; each address is judged inside the connector's look-up. Nothing is ever repeated.
 * Throws `HttpNotSent` where nothing left the machine and `HttpMaybeSent` (or a subclass) from then on.
 */
export function createHttpClient(options: HttpClientOptions = {}): SafeHttpClient {
  const connections = new Connections();
  const tools = {
    rules: {
      policy: createAddressPolicy(options.allowedCidrs),
      allowLoopback: options.allowLoopback ?? [],
      resolve: options.resolve,
    },
    connections,
    startTimer: options.startTimer ?? startSystemTimer,
  };

  async function follow<Result>(call: Exchange, receive: Receive<Result>): Promise<Result> {
    let next = call;
    for (let hops = 0; ; hops += 1) {
      const result = await exchange(next, tools, async (answer, url): Promise<Hop<Result>> => {
        const target = call.method === 'GET' ? redirectTarget(answer, url) : null;
        if (target === null) return { kind: 'arrived', value: await receive(answer, url) };
        return { kind: 'redirected', target, from: url };
      });
      if (result.kind === 'arrived') return result.value;
      if (hops === MAXIMUM_REDIRECTS) {
        throw new HttpUnacceptable(`${call.url} redirects more than ${MAXIMUM_REDIRECTS} times.`);
      }
      next = redirected(next, result.from, result.target);
    }
  }

  return {
    json: (request) => follow(jsonExchange(request), toAnswer),
    download: ({ url, directory, maximumBytes, signal }) =>
      follow(
        { method: 'GET', url, headers: baseHeaders('*/*'), timeoutMs: DOWNLOAD_TIMEOUT_MS, signal },
        (answer, at) => {
          if (answer.statusCode !== 200) throw new HttpBadStatus(withoutQuery(at), answer.statusCode ?? 0);
          return storeBody(answer, { url: withoutQuery(at), directory, maximumBytes });
        },
      ),
    close: () => connections.close(),
  };
}

type Hop<Result> = { kind: 'arrived'; value: Result } | { kind: 'redirected'; target: string; from: URL };
type Receive<Result> = (answer: IncomingMessage, url: URL) => Promise<Result>;

function jsonExchange(request: HttpRequest): Exchange {
  const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
  const headers = { ...baseHeaders('application/json'), ...lowerCased(request.headers ?? {}) };
  if (body) Object.assign(headers, { 'content-type': 'application/json', 'content-length': String(body.length) });
  const { method, url, timeoutMs, signal } = request;
  return { method, url, headers, body, timeoutMs, signal };
}

async function toAnswer(answer: IncomingMessage, url: URL): Promise<HttpAnswer> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const body = await readJson(answer, { url: withoutQuery(url), maximumBytes: MAXIMUM_JSON_BYTES });
  return { status: answer.statusCode ?? 0, headers, body };
}

function redirectTarget(answer: IncomingMessage, from: URL): string | null {
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0);
  if (!isRedirect || answer.headers.location === undefined) return null;
  const target = URL.parse(answer.headers.location, from);
  if (!target) throw new HttpUnacceptable(`${withoutQuery(from)} redirects to an address that cannot be read.`);
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw new HttpUnacceptable(`${withoutQuery(from)} redirects from https to http.`);
  }
  return target.href;
}

/** What authenticates to one origin is never carried to another. */
function redirected(call: Exchange, from: URL, target: string): Exchange {
  const sameOrigin = new URL(target).origin === from.origin;
  return { ...call, url: target, headers: sameOrigin ? call.headers : baseHeaders(call.headers.accept ?? '*/*') };
}

/** Compressed answers are not asked for, so that a byte limit counts what is really held. */
function baseHeaders(accept: string): Record<string, string> {
  return { accept, 'accept-encoding': 'identity', 'user-agent': 'Atelier' };
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Signed queries are secrets and stay out of messages. */
function withoutQuery(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function startSystemTimer(delayMs: number, fire: () => void): () => void {
  const timer = setTimeout(fire, delayMs);
  return () => clearTimeout(timer);
}
