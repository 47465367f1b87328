import { AtelierError } from '#contract/errors.ts';
import type { Ctx } from '../slice.ts';
import { accountOf, requireRole } from '../accounts/index.ts';
import { cutName } from './add-asset.ts';
import { checkQuota } from './check-quota.ts';
import { countReceiving, insertUpload, lockBeginnings } from './uploads.queries.ts';

/** Half uploads are deleted after this time. */
export const uploadLifeMs = 24 * 3_600_000;
export const receivingUploadsLimit = 200;

/** Agrees to take so many bytes, before the first of them comes. */
export async function beginUpload(
  ctx: Ctx,
  input: { id: string; name: string; sizeBytes: number | undefined },
): Promise<void> {
  requireRole(ctx, 'editor');
  const { tx, ports, workspace } = ctx;
  const sizeBytes = checkSize(input.sizeBytes, ports.settings.maximumUploadBytes);
  await lockBeginnings(tx, workspace.id);
  if ((await countReceiving(tx)) >= receivingUploadsLimit) {
    throw new AtelierError('queue_full', 'Too many uploads of this workspace are unfinished.', {
      thing: 'uploads',
      limit: `${receivingUploadsLimit} at a time`,
      remedy: 'Finish or cancel some of them; unfinished ones end by themselves after 24 hours.',
    });
  }
  await checkQuota(ctx, sizeBytes);
  const now = ports.clock.now();
  await insertUpload(tx, {
    id: input.id,
    workspaceId: workspace.id,
    accountId: accountOf(ctx),
    name: cutName(input.name),
    sizeBytes,
    state: 'receiving',
    createdAt: now,
    expiresAt: new Date(now.getTime() + uploadLifeMs),
  });
}

function checkSize(sizeBytes: number | undefined, maximumBytes: number): number {
  if (sizeBytes === undefined || !Number.isSafeInteger(sizeBytes) || sizeBytes < 1) {
    throw new AtelierError('invalid_input', 'An upload says its size first, and an empty file has nothing to keep.', {
      thing: 'Upload-Length',
      limit: 'at least 1 byte',
      remedy: 'Send `Upload-Length` when the upload is created.',
    });
  }
  if (sizeBytes <= maximumBytes) return sizeBytes;
  throw new AtelierError('too_large', 'This file is larger than an upload may be.', {
    thing: 'file',
    limit: `${Math.round(maximumBytes / 1_000_000)} MB`,
    remedy: 'Make it smaller, or ask the operator to raise the limit.',
  });
}
