import { AtelierError } from '#contract/errors.ts';
import type { Ctx } from '../slice.ts';
import { sumStoredBytes } from './objects.queries.ts';

/** Throws `quota_exceeded` when so many bytes more would be more than the workspace may keep. */
export async function checkQuota(ctx: Pick<Ctx, 'tx' | 'ports'>, bytes: number): Promise<void> {
  const quotaBytes = ctx.ports.settings.storageQuotaBytes;
  const usedBytes = await sumStoredBytes(ctx.tx);
  if (usedBytes + bytes <= quotaBytes) return;
  throw new AtelierError(
    'quota_exceeded',
    `This needs ${inMegabytes(bytes)}, and ${inMegabytes(quotaBytes - usedBytes)} are left.`,
    {
      thing: 'storage of this workspace',
      limit: `${inMegabytes(quotaBytes)}, of which ${inMegabytes(usedBytes)} are used`,
      remedy: 'Delete assets for good from the trash, or ask the operator for a larger quota.',
    },
  );
}

function inMegabytes(bytes: number): string {
  const megabytes = Math.max(0, bytes) / 1_000_000;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}
