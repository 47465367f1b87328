import { Upload } from 'tus-js-client';
import { AtelierError, errorDetailsSchema, isErrorCode } from '#contract/errors.ts';

export interface UploadProgress {
  sentBytes: number;
  sizeBytes: number;
}

export interface UploadOptions {
  url: string;
  apiKey?: string;
  name: string;
  onProgress?: (progress: UploadProgress) => void;
  signal?: AbortSignal;
}

const chunkBytes = 8 * 1024 * 1024;

/**
 * Sends a file resumably (tus 1.0): a lost connection goes on where it stopped, and a reload finds the upload again.
 * Resolves with the id of the asset, which is an older one where the same bytes are already in the library.
 */
export function uploadFile(file: Blob, options: UploadOptions): Promise<{ assetId: string }> {
  return new Promise((resolve, reject) => {
    let assetId: string | undefined;
    const upload = new Upload(file, {
      endpoint: `${options.url}/api/uploads`,
      chunkSize: chunkBytes,
      retryDelays: [0, 1_000, 3_000, 5_000, 10_000],
      removeFingerprintOnSuccess: true,
      metadata: { filename: options.name, filetype: file.type },
      headers: options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {},
      onAfterResponse: (_request, response) => {
        assetId = response.getHeader('Atelier-Asset') ?? assetId;
      },
      onProgress: (sentBytes, sizeBytes) => options.onProgress?.({ sentBytes, sizeBytes: sizeBytes ?? file.size }),
      onSuccess: () => (assetId ? resolve({ assetId }) : reject(new Error('The server named no asset'))),
      onError: (error) => reject('originalResponse' in error ? readRefusal(error.originalResponse?.getBody()) ?? error : error),
      // A refusal by the server stays one; only silence and faults are worth another try.
      onShouldRetry: (error) => {
        const status = error.originalResponse?.getStatus() ?? 0;
        return status === 0 || status === 409 || status === 423 || status >= 500;
      },
    });
    options.signal?.addEventListener('abort', () => {
      void upload.abort(true).finally(() => reject(options.signal?.reason));
    });
    void upload.findPreviousUploads().then((previous) => {
      const last = previous.at(-1);
      if (last) upload.resumeFromPreviousUpload(last);
      upload.start();
    });
  });
}

function readRefusal(body: string | undefined): AtelierError | null {
  try {
    const parsed = JSON.parse(body ?? '') as { code?: unknown; message?: unknown; data?: unknown };
    const details = errorDetailsSchema.safeParse(parsed.data);
    if (!isErrorCode(parsed.code) || !details.success) return null;
    return new AtelierError(parsed.code, String(parsed.message), details.data);
  } catch {
    return null;
  }
}
