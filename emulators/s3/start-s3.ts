import { createHash, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { isSigned } from './verify-signature.ts';

export interface S3Emulator {
  /** Address with credentials, as the adapter reads it. */
  url: string;
  /** What is in the bucket, by key. */
  objects: ReadonlyMap<string, Buffer>;
  /** Parts of uploads that were begun and neither completed nor aborted. */
  openUploads: ReadonlyMap<string, ReadonlyMap<number, Buffer>>;
  /** The next so many requests are answered with 503 SlowDown. */
  slowDown(requests: number): void;
  close(): Promise<void>;
}

const bucket = 'atelier';
const credentials = { accessKeyId: 'EMULATORKEY', secretAccessKey: 'emulator/secret+key', region: 'eu-test-1' };

/** An S3 bucket in memory: objects, ranges, uploads in parts, and signatures that are really checked. */
export async function startS3(): Promise<S3Emulator> {
  const objects = new Map<string, Buffer>();
  const openUploads = new Map<string, Map<number, Buffer>>();
  let refusals = 0;
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    if (!isSigned(request, body, credentials)) return refuse(response, 403, 'SignatureDoesNotMatch');
    if (refusals > 0) {
      refusals -= 1;
      return refuse(response, 503, 'SlowDown');
    }
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [, name, ...rest] = url.pathname.split('/');
    if (name !== bucket) return refuse(response, 404, 'NoSuchBucket');
    const key = decodeURIComponent(rest.join('/'));
    const uploadId = url.searchParams.get('uploadId');
    if (url.searchParams.has('uploads') && request.method === 'POST') return begin(response, key);
    if (uploadId !== null)
      return inParts(request, response, { key, uploadId, part: Number(url.searchParams.get('partNumber')), body });
    if (request.method === 'PUT') {
      objects.set(key, body);
      return void response.writeHead(200, { etag: etagOf(body) }).end();
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    read(request, response, objects.get(key));
  }

  function begin(response: ServerResponse, key: string): void {
    const id = randomUUID();
    openUploads.set(id, new Map());
    const fields = `<Bucket>${bucket}</Bucket><Key>${key}</Key><UploadId>${id}</UploadId>`;
    sendXml(response, 200, `<InitiateMultipartUploadResult>${fields}</InitiateMultipartUploadResult>`);
  }

  function inParts(
    request: IncomingMessage,
    response: ServerResponse,
    call: { key: string; uploadId: string; part: number; body: Buffer },
  ): void {
    const parts = openUploads.get(call.uploadId);
    if (!parts) return refuse(response, 404, 'NoSuchUpload');
    if (request.method === 'PUT') {
      parts.set(call.part, call.body);
      return void response.writeHead(200, { etag: etagOf(call.body) }).end();
    }
    openUploads.delete(call.uploadId);
    if (request.method === 'DELETE') return void response.writeHead(204).end();
    const numbers = [...call.body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map((match) =>
      Number(match[1]),
    );
    const whole = Buffer.concat(numbers.map((number) => parts.get(number) ?? Buffer.alloc(0)));
    objects.set(call.key, whole);
    sendXml(
      response,
      200,
      `<CompleteMultipartUploadResult><ETag>${etagOf(whole)}</ETag></CompleteMultipartUploadResult>`,
    );
  }

  return {
    url: `http://${credentials.accessKeyId}:${encodeURIComponent(credentials.secretAccessKey)}@127.0.0.1:${port}/${bucket}?region=${credentials.region}`,
    objects,
    openUploads,
    slowDown: (requests) => {
      refusals = requests;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read(request: IncomingMessage, response: ServerResponse, object: Buffer | undefined): void {
  if (!object) return refuse(response, 404, 'NoSuchKey');
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) {
    response.writeHead(200, { 'content-length': object.length, etag: etagOf(object) });
    return void response.end(request.method === 'HEAD' ? undefined : object);
  }
  const start = Number(range[1]);
  const end = range[2] === '' ? object.length - 1 : Math.min(Number(range[2]), object.length - 1);
  if (start >= object.length) return refuse(response, 416, 'InvalidRange');
  const part = object.subarray(start, end + 1);
  response.writeHead(206, { 'content-length': part.length, 'content-range': `bytes ${start}-${end}/${object.length}` });
  response.end(part);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  sendXml(response, status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}

function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
