import { removeAssets, restoreAssets, trashAssets } from '#web/data/assets.ts';
import { failureOf } from '#web/data/failure.ts';
import { MAX_FILES, uploadToLibrary } from '#web/data/uploads.ts';
import { runCommand } from '#web/design/commands.ts';
import { toast } from '#web/design/primitives/toast.tsx';
import { t } from './messages.ts';

/** To the trash, with the way back in the toast. */
export async function trashWithUndo(ids: string[]): Promise<void> {
  await told(async () => {
    await trashAssets(ids);
    toast({ title: t('trashed', { count: ids.length }), onUndo: () => void told(() => restoreAssets(ids)) });
  });
}

export async function restore(ids: string[]): Promise<void> {
  await told(async () => {
    await restoreAssets(ids);
    toast({ title: t('restored', { count: ids.length }) });
  });
}

export function removeForGood(ids: string[]): Promise<void> {
  return told(() => removeAssets(ids));
}

/** Sends files on their way; the queue shows each of them. */
export function uploadAll(files: File[]): void {
  if (files.length === 0) return;
  // Beside the page there is room for it; over the page it would hide what was just added.
  if (matchMedia('(min-width: 1280px)').matches) runCommand('queue.open');
  if (files.length > MAX_FILES) toast({ title: t('tooMany', { maximum: MAX_FILES }) });
  for (const file of files.slice(0, MAX_FILES)) {
    uploadToLibrary(file).catch((error: unknown) =>
      toast({
        title: t('uploadFailed', { name: file.name, reason: failureOf(error).message }),
        detail: failureOf(error).remedy ?? undefined,
      }),
    );
  }
}

/** Runs a deed and says so when it fails. */
async function told(deed: () => Promise<void>): Promise<void> {
  try {
    await deed();
  } catch (error) {
    toast({ title: failureOf(error).message, detail: failureOf(error).remedy ?? undefined, isUrgent: true });
  }
}
