import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AtelierError } from '#contract/errors.ts';
import type { Ports } from '../slice.ts';
import { addAsset } from './add-asset.ts';
import { temporaryDirOf } from './derive.task.ts';
import { endHold } from './objects.queries.ts';
import { findByContent } from './queries.ts';
import { storeFile } from './store-file.ts';
import type { StoredFile } from './store-file.ts';
import { borrowReceived, removeReceived } from './upload-files.ts';
import { endUpload, lockUpload } from './uploads.queries.ts';
import type { UploadRow } from './uploads.queries.ts';

export interface FinishedUpload {
  assetId: string;
  /** The library had these bytes already: the asset is the one it had. */
  duplicate: boolean;
}

/**
 * Makes an asset of an upload whose bytes have all come. May be repeated, by two requests or after a crash at any
 * moment: the result is the same. Throws `unsupported_media` for what the library does not take, and forgets it.
 */
export async function finishUpload(ports: Ports, upload: UploadRow): Promise<FinishedUpload> {
  const { id, workspaceId } = upload;
  const { dataDir } = ports.settings;
  const temporary = temporaryDirOf(dataDir);
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const path = join(temporary, ports.ids.uuid());
  try {
    await borrowReceived(dataDir, id, path);
    const file = await storeFile(ports, { workspaceId, path });
    const finished = await settle(ports, upload, file);
    await removeReceived(dataDir, id);
    return finished;
  } catch (error) {
    if (error instanceof AtelierError && error.code === 'unsupported_media') {
      await ports.database.inWorkspace(workspaceId, (tx) => endUpload(tx, id, { state: 'refused' }), {
        role: 'worker',
      });
      await removeReceived(dataDir, id);
    }
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

function settle(ports: Ports, upload: UploadRow, file: StoredFile): Promise<FinishedUpload> {
  const { id, workspaceId, name } = upload;
  return ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const row = await lockUpload(tx, id);
      if (row?.assetId) return { assetId: row.assetId, duplicate: false };
      if (!row) throw canceled();
      const known = await findByContent(tx, file.sha256);
      if (known) {
        await endHold(tx, file.sha256);
        await endUpload(tx, id, { state: 'finished', assetId: known });
        return { assetId: known, duplicate: true };
      }
      const actor = { kind: 'system', task: 'library.finish-upload' } as const;
      const ctx = { actor, workspace: { id: workspaceId, role: 'owner' }, requestId: id, tx, ports } as const;
      const asset = await addAsset(ctx, { file, name, source: 'uploaded' });
      await endUpload(tx, id, { state: 'finished', assetId: asset.id });
      return { assetId: asset.id, duplicate: false };
    },
    { role: 'worker' },
  );
}

function canceled(): AtelierError {
  return new AtelierError('not_found', 'This upload was canceled.', {
    thing: 'upload',
    remedy: 'Upload the file again.',
  });
}
