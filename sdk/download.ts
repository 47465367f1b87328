import { AtelierError } from '#contract/errors.ts';
import { unreachable } from './to-atelier-error.ts';

export interface DownloadOptions {
  /** Address of the installation, without a trailing slash. */
  url: string;
  /** One of `asset.urls`; it is signed and carries its own right, so no key is sent. */
  file: string;
  fetch?: typeof fetch;
  signal?: AbortSignal;
}

/** The bytes of an asset as they arrive. */
export async function downloadFile({ url, file, ...options }: DownloadOptions): Promise<ReadableStream<Uint8Array>> {
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(new URL(file, `${url}/`), { signal: options.signal });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw unreachable(error);
  }
  if (response.ok && response.body) return response.body;
  throw new AtelierError(response.status === 404 ? 'not_found' : 'unavailable', await response.text(), {
    thing: 'file',
    remedy: 'Ask for the asset again: addresses of files are good for some minutes only.',
  });
}
