import { readFile, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest', '.wasm']);
/** Below this the headers weigh more than what is saved. */
const smallestBytes = 1_000;
const endings = { brotli: '.br', gzip: '.gz' } as const;

export interface Compressed {
  brotli: Buffer | null;
  gzip: Buffer | null;
}

/** Whether a file only holds another one compressed. */
export function isCompressedTwin(file: string): boolean {
  return Object.values(endings).some((ending) => file.endsWith(ending));
}

/** Writes the compressed twins of a file beside it, as small as they get: done once, when the page is built. */
export async function writeCompressedTwins(file: string): Promise<void> {
  const twins = await compress(file, await readFile(file), constants.BROTLI_MAX_QUALITY);
  for (const [kind, ending] of Object.entries(endings) as [keyof Compressed, string][]) {
    const twin = twins[kind];
    if (twin) await writeFile(`${file}${ending}`, twin);
  }
}

/** The twins a build left, else made now. Null for what is not worth it. */
export async function readCompressedTwins(file: string, body: Buffer): Promise<Compressed> {
  try {
    const [brotli, gzipped] = await Promise.all([
      readFile(`${file}${endings.brotli}`),
      readFile(`${file}${endings.gzip}`),
    ]);
    return { brotli, gzip: gzipped };
  } catch {
    return compress(file, body, 5);
  }
}

async function compress(file: string, body: Buffer, quality: number): Promise<Compressed> {
  if (!compressible.has(extname(file)) || body.length < smallestBytes) return { brotli: null, gzip: null };
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
  return { brotli: await promisify(brotliCompress)(body, { params }), gzip: await promisify(gzip)(body, { level: 9 }) };
}
