import { AtelierError, errorDetailsSchema, isErrorCode } from '#contract/errors.ts';

/** The server's own words from the body of a refused request; null when they are not a refusal of ours. */
export function readRefusal(body: string): AtelierError | null {
  try {
    const { code, message, data } = JSON.parse(body) as { code?: unknown; message?: unknown; data?: unknown };
    const details = errorDetailsSchema.safeParse(data);
    return isErrorCode(code) && details.success ? new AtelierError(code, String(message), details.data) : null;
  } catch {
    return null;
  }
}
