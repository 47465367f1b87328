import type { IncomingHttpHeaders } from 'node:http';

export interface ByteRange {
  start: number;
  /** Inclusive. */
  end: number;
}

/**
 * What part is asked for (RFC 9110 section 14): one range, or null for the whole. Several ranges and what cannot be read are
 * answered with the whole, as the standard allows; so is a range of another version (`If-Range`).
 */
export function readByteRange(
  headers: IncomingHttpHeaders,
  file: { sizeBytes: number; etag: string },
): ByteRange | null | 'unsatisfiable' {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.range?.trim() ?? '');
  if (!match) return null;
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== file.etag) return null;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), file.sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: file.sizeBytes - length, end: file.sizeBytes - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= file.sizeBytes) return 'unsatisfiable';
  return { start, end: last === '' ? file.sizeBytes - 1 : Math.min(Number(last), file.sizeBytes - 1) };
}
