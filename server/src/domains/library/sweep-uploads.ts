import { faultOf } from '../../kernel/log.ts';
import type { Ports } from '../slice.ts';
import { finishUpload } from './finish-upload.ts';
import { listReceived, receivedBytes, removeReceived } from './upload-files.ts';
import { deleteExpiredUploads, listUploads, readUpload } from './uploads.queries.ts';
import type { UploadState } from './uploads.queries.ts';

const uploadsPerSweep = 1_000;

/**
 * Housekeeping, hourly: forgets uploads past their time, finishes those whose bytes had all come when we fell, and
 * deletes files that belong to no upload. Answers how many files went.
 */
export async function sweepUploads(ports: Ports): Promise<number> {
  const { dataDir } = ports.settings;
  const asJanitor = { role: 'janitor' } as const;
  await ports.database.inScope(asJanitor, (tx) => deleteExpiredUploads(tx, ports.clock.now(), uploadsPerSweep));
  // Files first, rows after: a file that appears in between has its row already.
  const ids = await listReceived(dataDir);
  const rows = await ports.database.inScope(asJanitor, (tx) => listUploads(tx, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  let removed = 0;
  for (const id of ids) {
    const row = byId.get(id);
    if (row?.state === 'receiving') {
      if ((await receivedBytes(dataDir, id)) === row.sizeBytes) await finishFor(ports, row).catch(note(ports));
    } else {
      await removeReceived(dataDir, id);
      removed += 1;
    }
  }
  return removed;
}

async function finishFor(ports: Ports, { id, workspaceId }: UploadState): Promise<void> {
  const upload = await ports.database.inWorkspace(workspaceId, (tx) => readUpload(tx, id), { role: 'worker' });
  if (upload) await finishUpload(ports, upload);
}

/** One broken file must not keep the others from being tidied. */
function note(ports: Ports): (error: unknown) => void {
  return (error) => ports.log('warn', 'library.upload-not-finished', { fault: faultOf(error) });
}
