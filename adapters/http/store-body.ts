import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { IncomingMessage } from 'node:http';
import { HttpTooLarge, HttpUnacceptable } from './http-failure.ts';
import { refuseEncoded } from './read-json.ts';

/** An error page that poses as a file. */
const REFUSED_TYPES: ReadonlySet<string> = new Set(['text/html', 'application/xhtml+xml']);

/** Streams a body to a new file under `directory`. Leaves nothing behind when it throws. */
export async function storeBody(
  answer: IncomingMessage,
  { url, directory, maximumBytes }: { url: string; directory: string; maximumBytes: number },
): Promise<{ path: string; sizeBytes: number; mediaType: string | null }> {
  refuseEncoded(answer, url);
  const mediaType = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? null;
  if (mediaType !== null && REFUSED_TYPES.has(mediaType)) {
    throw new HttpUnacceptable(`${url} answered with a web page where a file was expected.`);
  }
  const announced = answer.headers['content-length'];
  if (Number(announced ?? 0) > maximumBytes) throw new HttpTooLarge(url, maximumBytes);

  const folder = await mkdtemp(join(directory, 'download-'));
  const path = join(folder, 'body');
  let sizeBytes = 0;
  async function* counted(source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      sizeBytes += chunk.length;
      if (sizeBytes > maximumBytes) throw new HttpTooLarge(url, maximumBytes);
      yield chunk;
    }
  }
  try {
    await pipeline(answer, counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { path, sizeBytes, mediaType };
}
