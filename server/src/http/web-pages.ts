import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AtelierError } from '#contract/errors.ts';
import { isCompressedTwin, readCompressedTwins } from './compressed-file.ts';
import type { Compressed } from './compressed-file.ts';

const mediaTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
};

/** Stands in the built page wherever a nonce belongs; see `html.cspNonce` in web/vite.config.ts. */
const noncePlaceholder = 'ATELIER_CSP_NONCE';

/**
 * The page loads nothing but itself. Scripts run only with this answer's nonce, or when such a script loads them;
 * pictures also come from blobs and data URLs (previews before they are stored). No frame goes around us.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

interface Page extends Compressed {
  body: Buffer;
  mediaType: string;
  cacheControl: string;
}

/** Gives out the built page from memory, compressed when it was built. Every address that is not a file shows the page. */
export async function registerWebPages(
  server: FastifyInstance,
  webDir: string,
  makeNonce: () => string,
): Promise<void> {
  const pages = await loadPages(webDir);
  const shell = pages.get('/index.html');
  if (!shell) throw new Error(`The web page is not built: ${webDir} has no index.html. Run npm run build.`);

  server.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new AtelierError('not_found', 'There is nothing at this address.', {
        thing: 'address',
        remedy: 'See /api/openapi.json.',
      });
    }
    const path = decodePath(request.url);
    const page = pages.get(path);
    // A missing file of a build is an error, not the shell: a stale tab must notice.
    if (!page && path.startsWith('/assets/')) {
      throw new AtelierError('not_found', 'This part of the page is from another version.', {
        thing: 'page asset',
        remedy: 'Reload the page.',
      });
    }
    return page && page !== shell ? give(request, reply, page) : giveShell(reply, shell, makeNonce());
  });
}

/** Small enough to go out as it is: its nonce is new every time. */
function giveShell(reply: FastifyReply, shell: Page, nonce: string): FastifyReply {
  return reply
    .code(200)
    .header('content-type', shell.mediaType)
    .header('cache-control', 'no-store')
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .send(shell.body.toString('utf8').replaceAll(noncePlaceholder, nonce));
}

function give(request: FastifyRequest, reply: FastifyReply, page: Page): FastifyReply {
  const accepts = String(request.headers['accept-encoding'] ?? '');
  const encoding = page.brotli && accepts.includes('br') ? 'br' : page.gzip && accepts.includes('gzip') ? 'gzip' : null;
  const body = encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.body;
  reply
    .code(200)
    .header('content-type', page.mediaType)
    .header('cache-control', page.cacheControl)
    .header('vary', 'accept-encoding');
  if (encoding) reply.header('content-encoding', encoding);
  return reply.send(body);
}

async function loadPages(webDir: string): Promise<Map<string, Page>> {
  const entries = await readdir(webDir, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && !isCompressedTwin(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const loaded = await Promise.all(
    files.map(async (file) => [`/${relative(webDir, file).split(sep).join('/')}`, await loadPage(file)] as const),
  );
  return new Map(loaded);
}

async function loadPage(file: string): Promise<Page> {
  const body = await readFile(file);
  return {
    body,
    ...(await readCompressedTwins(file, body)),
    mediaType: mediaTypes[extname(file)] ?? 'application/octet-stream',
    // Files of a build carry their hash in the name; everything else is asked for again.
    cacheControl: file.includes(`${sep}assets${sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}

function decodePath(url: string): string {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '/');
  } catch {
    return '/';
  }
}
