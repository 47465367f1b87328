import type { IncomingMessage } from 'node:http';
import { HttpTooLarge, HttpUnacceptable } from './http-failure.ts';

/** Reads a body of at most `maximumBytes`: JSON where it is JSON, else its text, null where it is empty. */
export async function readJson(
  answer: IncomingMessage,
  { url, maximumBytes }: { url: string; maximumBytes: number },
): Promise<unknown> {
  refuseEncoded(answer, url);
  if (Number(answer.headers['content-length'] ?? 0) > maximumBytes) throw new HttpTooLarge(url, maximumBytes);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > maximumBytes) throw new HttpTooLarge(url, maximumBytes);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function refuseEncoded(answer: IncomingMessage, url: string): void {
  const encoding = answer.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    throw new HttpUnacceptable(`${url} answered with the content encoding "${encoding}", which was not asked for.`);
  }
}
