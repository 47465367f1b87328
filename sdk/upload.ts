import { Upload } from 'tus-js-client';
import type { HttpResponse, UploadOptions as TusOptions } from 'tus-js-client';
import { AtelierError } from '#contract/errors.ts';
import { readRefusal } from './read-refusal.ts';

export interface UploadProgress {
  sentBytes: number;
  sizeBytes: number;
}

export interface UploadOptions {
  /** Address of the installation, without a trailing slash. */
  url: string;
  /** A browser leaves it out and is known by its session. */
  apiKey?: string;
  /** Name of the file; the asset is called so. */
  name: string;
  onProgress?: (progress: UploadProgress) => void;
  /** Ends the upload, and the server forgets what it has of it. */
  signal?: AbortSignal;
}

export interface UploadedFile {
  assetId: string;
  /** True where the same bytes were in the library already. */
  duplicate: boolean;
}

const chunkBytes = 8 * 1024 * 1024;
const retryDelaysMs = [0, 1_000, 3_000, 5_000, 10_000];

/**
 * Sends a file resumably (tus 1.0), in a browser and in Node (`fs.openAsBlob(path)` makes a blob that is read as it is
 * sent). A lost connection goes on where it stopped; in a browser a reload finds the upload again. Refusals and a server
 * that stays silent are thrown as `AtelierError`, an abort as the signal's reason.
 */
export function uploadFile(file: Blob, options: UploadOptions): Promise<UploadedFile> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    let uploaded: UploadedFile | undefined;
    const upload = new Upload(file, {
      endpoint: `${options.url}/api/uploads`,
      fileReader: blobReader,
      chunkSize: chunkBytes,
      retryDelays: retryDelaysMs,
      removeFingerprintOnSuccess: true,
      metadata: { filename: options.name, filetype: file.type },
      headers: options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {},
      onAfterResponse: (_request, response) => {
        const assetId = response.getHeader('Atelier-Asset');
        if (assetId) uploaded = { assetId, duplicate: response.getHeader('Atelier-Duplicate') === 'true' };
      },
      onProgress: (sentBytes) => options.onProgress?.({ sentBytes, sizeBytes: file.size }),
      onSuccess: () =>
        end(() => (uploaded ? resolve(uploaded) : reject(new Error('The server named no asset for the upload')))),
      onError: (error) => end(() => reject(explain(error))),
      // A refusal stays one; only silence, a lock and a fault are worth another try.
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || status === 409 || status === 423 || status >= 500;
      },
    });
    const onAbort = () => {
      end(() => reject(signal?.reason));
      // Telling the server is a courtesy: what nobody finishes ends by itself after a day.
      upload.abort(true).catch(() => {});
    };
    const end = (settle: () => void) => {
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    void upload
      .findPreviousUploads()
      .catch(() => [])
      .then((previous) => {
        if (signal?.aborted) return;
        const last = previous.at(-1);
        if (last) upload.resumeFromPreviousUpload(last);
        upload.start();
      });
  });
}

/** Reads one chunk at a time into memory, which both a browser's and Node's transport take as a body. */
const blobReader: NonNullable<TusOptions['fileReader']> = {
  openFile: async (blob: Blob) => ({
    size: blob.size,
    slice: async (start: number, end: number) => {
      const bytes = new Uint8Array(await blob.slice(start, end).arrayBuffer());
      // The library reads the length of a part from `size`.
      return { value: Object.assign(bytes, { size: bytes.length }), done: end >= blob.size };
    },
    close: () => {},
  }),
};

function explain(error: Error): unknown {
  const response = 'originalResponse' in error ? (error.originalResponse as HttpResponse | null) : null;
  const refused = response && response.getStatus() < 502 ? readRefusal(response.getBody()) : null;
  if (refused) return refused;
  // Only its words: the library's error holds the request with the key in its headers.
  const cause = new Error(error.message);
  return new AtelierError(
    'unavailable',
    'The upload was cut off.',
    {
      thing: 'upload',
      limit: `${retryDelaysMs.length + 1} tries`,
      remedy: 'Check the connection and send the file again.',
    },
    { cause },
  );
}
