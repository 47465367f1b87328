import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { apiPrefix } from '#contract/api/index.ts';
import { AtelierError } from '#contract/errors.ts';
import type { EventBell } from '../db/event-bell.ts';
import type { Caller, RequestContext } from '../domains/route.ts';
import type { Ports, Slice } from '../domains/slice.ts';
import { faultOf } from '../kernel/log.ts';
import { clientNetwork } from './client-network.ts';
import { createContractHandler } from './contract-handler.ts';
import { readCookie, sessionCookieName, writeCookie } from './cookies.ts';
import { errorBody } from './error-body.ts';
import { registerEventStream } from './event-stream.ts';
import { toOrpcError } from './orpc-error.ts';
import { registerOpenApiDocument } from './openapi-document.ts';
import { isSameOrigin } from './same-origin.ts';
import { registerWebPages } from './web-pages.ts';

const jsonBodyLimitBytes = 1_000_000;

export interface HttpOptions {
  ports: Ports;
  bell: EventBell;
  /** The implemented contract, whose type is too wide to be named. */
  router: object;
  slices: readonly Slice[];
  findCaller: CallerSource;
  /** Proxies in front of this server whose forwarded address is believed. */
  trustedHops: number;
  /** Folder of the built web page; null where another server gives it out (development). */
  webDir: string | null;
}

/** What the transport keeps to itself: how a refusal shows in the headers of its answer. */
interface TransportContext extends RequestContext {
  refused(error: AtelierError): void;
}

/** How a caller is found: the composition root fills it in with the accounts domain. */
export interface CallerSource {
  bySessionToken(ports: Ports, token: string): Promise<Caller | null>;
  byApiKey(ports: Ports, key: string, clientKey: string): Promise<Caller>;
}

export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { ports } = options;
  const secure = ports.settings.secureCookies;
  const server = Fastify({
    bodyLimit: jsonBodyLimitBytes,
    genReqId: () => ports.ids.uuid(),
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  // Bodies are read by the contract handler or streamed by the route, never buffered here.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _payload, done) => done(null, undefined));

  const clientKeyOf = (request: IncomingMessage) =>
    ports.seal.lookupHash('client', clientNetwork(request, options.trustedHops));

  async function authenticate(request: IncomingMessage): Promise<Caller | null> {
    const authorization = request.headers.authorization;
    if (authorization !== undefined) {
      const key = /^Bearer (atl_\S{10,80})$/.exec(authorization)?.[1];
      if (!key) throw wrongKey();
      return options.findCaller.byApiKey(ports, key, clientKeyOf(request));
    }
    // Without a session too: another site must not sign anybody in either.
    if (isMutation(request) && !isSameOrigin(request)) {
      throw new AtelierError('not_allowed', 'This request came from another site.', {
        thing: 'request origin',
        remedy: 'Open the installation itself and act there.',
      });
    }
    const token = readCookie(request.headers.cookie, sessionCookieName(secure));
    return token ? options.findCaller.bySessionToken(ports, token) : null;
  }

  server.addHook('onRequest', async (_request, reply) => {
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('referrer-policy', 'same-origin');
    reply.raw.setHeader('cross-origin-opener-policy', 'same-origin');
  });
  server.addHook('onResponse', async (request, reply) => {
    ports.log('debug', 'http.answered', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    });
  });
  server.setErrorHandler(async (error, request, reply) => {
    const known = error instanceof AtelierError ? error : asKnown(error, request.id);
    if (known.code === 'internal') ports.log('error', 'http.fault', { requestId: request.id, fault: faultOf(error) });
    const { status, body } = errorBody(known, request.id);
    const { retryAfterSeconds } = known.details;
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
    return reply.code(status).header('content-type', 'application/json').send(body);
  });

  registerEventStream(server, { database: ports.database, bell: options.bell, authenticate });
  await registerOpenApiDocument(server);
  server.get('/healthz', async () => {
    await ports.database.ping();
    return { ok: true };
  });
  for (const slice of options.slices) slice.streams?.(server, ports, authenticate);

  const contractHandler = createContractHandler<TransportContext>(options.router, {
    clientInterceptors: [
      async ({ next, context }) => {
        try {
          return await next();
        } catch (error) {
          if (error instanceof AtelierError) context.refused(error);
          throw toOrpcError(error, context);
        }
      },
    ],
  });
  server.all(`${apiPrefix}/*`, async (request, reply) => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (
      length > jsonBodyLimitBytes ||
      (isMutation(request.raw) && request.headers['transfer-encoding'] !== undefined)
    ) {
      throw new AtelierError('too_large', 'The request body is too large or of unknown length.', {
        thing: 'request body',
        limit: `${jsonBodyLimitBytes} bytes with a Content-Length`,
        remedy: 'Upload files through /api/uploads.',
      });
    }
    const caller = await authenticate(request.raw);
    reply.header('cache-control', 'no-store');
    const context: TransportContext = {
      ports,
      requestId: request.id,
      caller,
      clientKey: clientKeyOf(request.raw),
      userAgent: String(request.headers['user-agent'] ?? '').slice(0, 400),
      idempotencyKey: idempotencyKey(request.raw),
      setSessionCookie: (token, expiresAt) => {
        reply.header('set-cookie', writeCookie(sessionCookieName(secure), token, { secure, expiresAt }));
      },
      clearSessionCookie: () => {
        reply.header('set-cookie', writeCookie(sessionCookieName(secure), '', { secure, expiresAt: new Date(0) }));
      },
      refused: ({ details }) => {
        if (details.retryAfterSeconds !== undefined) reply.header('retry-after', details.retryAfterSeconds);
      },
    };
    const { matched } = await contractHandler.handle(request, reply, { prefix: apiPrefix, context });
    if (!matched) {
      const { status, body } = errorBody(noSuchRoute(request.url), request.id);
      return reply.code(status).header('content-type', 'application/json').send(body);
    }
  });

  if (options.webDir) await registerWebPages(server, options.webDir, () => ports.ids.secret(16));
  else server.setNotFoundHandler(async (request) => Promise.reject(noSuchRoute(request.url)));
  return server;
}

function isMutation(request: IncomingMessage): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS';
}

function idempotencyKey(request: IncomingMessage): string | null {
  const value = request.headers['idempotency-key'];
  return typeof value === 'string' && /^[\x21-\x7e]{8,100}$/.test(value) ? value : null;
}

function wrongKey(): AtelierError {
  return new AtelierError('not_signed_in', 'This is not an API key of this installation.', {
    thing: 'Authorization header',
    remedy: 'Make a key in Settings and send it as `Authorization: Bearer atl_…`.',
  });
}

function noSuchRoute(url: string): AtelierError {
  return new AtelierError('not_found', 'There is nothing at this address.', {
    thing: url.split('?')[0] ?? 'address',
    remedy: 'See /api/openapi.json for what there is.',
  });
}

/** Fastify's own refusals keep their status; everything else is a fault. */
function asKnown(error: unknown, requestId: string): AtelierError {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 404) return noSuchRoute('address');
  if (status === 413)
    return new AtelierError('too_large', 'The request is too large.', { thing: 'request body', remedy: 'Send less.' });
  if (status >= 400 && status < 500) {
    return new AtelierError('invalid_input', 'The request could not be read.', {
      thing: 'request',
      remedy: 'Check it against /api/openapi.json.',
    });
  }
  return new AtelierError('internal', 'Something broke on our side.', {
    thing: 'request',
    remedy: `Try again; if it stays, report request ${requestId}.`,
  });
}
