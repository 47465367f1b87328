import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { objectKey, ObjectMissing } from '#adapters/objects/spec.ts';
import type { Ports } from '../slice.ts';
import { readByteRange } from './byte-range.ts';
import { readFileUrl } from './file-url.ts';
import type { FileGrant } from './file-url.ts';

/** As long as an address lives: after that it is asked for under another one. */
const cacheControl = 'private, immutable, max-age=900';
/** What a browser could run or show as a page is only ever saved, never opened on our origin. */
const savedOnly = new Set(['image/svg+xml', 'text/html', 'application/pdf', 'text/plain', 'application/json']);

/** Answers `GET` and `HEAD` of a signed address. Asks the object store only; everything else stands in the address. */
export async function serveFile(
  ports: Pick<Ports, 'clock' | 'seal' | 'objects'>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const grant = readFileUrl(ports, request.url ?? '');
  if (!grant)
    return refuse(response, 403, 'This address is not valid any more. Open the asset in the library to get a new one.');

  const etag = `"${grant.sha256}"`;
  setHeaders(response, grant, etag);
  if (request.headers['if-none-match']?.includes(etag)) return void response.writeHead(304).end();

  const range = readByteRange(request.headers, { sizeBytes: grant.sizeBytes, etag });
  if (range === 'unsatisfiable') {
    response.setHeader('content-range', `bytes */${grant.sizeBytes}`);
    return refuse(response, 416, `The file has ${grant.sizeBytes} bytes; the range asks for others.`);
  }
  const length = range ? range.end - range.start + 1 : grant.sizeBytes;
  response.statusCode = range ? 206 : 200;
  response.setHeader('content-length', length);
  if (range) response.setHeader('content-range', `bytes ${range.start}-${range.end}/${grant.sizeBytes}`);
  if (request.method === 'HEAD') return void response.end();

  try {
    const whole = { start: 0, end: grant.sizeBytes - 1 };
    await sendBytes(await ports.objects.open(objectKey(grant.sha256), range ?? whole), response);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    if (error instanceof ObjectMissing) return refuse(response, 404, 'This file was deleted.');
    refuse(response, 503, 'The file could not be read. Try again shortly.');
  }
}

/** What `pipeline` does, without what it costs for a thumbnail. Ends with the response, however that ends. */
function sendBytes(bytes: Readable, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    bytes.on('error', reject);
    response.on('close', () => {
      bytes.destroy();
      resolve();
    });
    bytes.pipe(response);
  });
}

function setHeaders(response: ServerResponse, grant: FileGrant, etag: string): void {
  const disposition = grant.attachment || savedOnly.has(grant.mediaType) ? 'attachment' : 'inline';
  response.setHeader('content-type', grant.mediaType);
  response.setHeader(
    'content-disposition',
    grant.name === undefined ? disposition : `${disposition}; ${fileNames(grant.name)}`,
  );
  response.setHeader('etag', etag);
  response.setHeader('cache-control', cacheControl);
  response.setHeader('accept-ranges', 'bytes');
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('content-security-policy', "sandbox; default-src 'none'");
  response.setHeader('cross-origin-resource-policy', 'same-site');
}

/** RFC 6266: an ASCII name for old clients, the whole name for all others. */
function fileNames(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  response.removeHeader('etag');
  response.removeHeader('content-disposition');
  response.setHeader('content-length', Buffer.byteLength(message));
  response.writeHead(status).end(message);
}
