/** The module that the provider's child processes run: one operation on one picture. */
import type { ChildTask } from '../../child/child-task.ts';
import type { LocalOperation, LocalOutput, LocalProgress, LocalTask } from './local-task.ts';

/** Loaded on first use, so that a resize does not wait for the runtime of models. */
const OPERATIONS: Record<string, () => Promise<LocalOperation>> = {
  'image.resize': async () => (await import('./pixels/resize-image.ts')).resizeImage,
  'image.crop': async () => (await import('./pixels/crop-image.ts')).cropImage,
  'image.convert': async () => (await import('./pixels/convert-image.ts')).convertImage,
  'image.palette': async () => (await import('./pixels/extract-palette.ts')).extractPalette,
  'image.remove-background': async () => (await import('./matting/remove-background.ts')).removeBackground,
  'image.upscale': async () => (await import('./upscaling/upscale-image.ts')).upscaleImage,
  'image.recognise-text': async () => (await import('./reading/recognise-text.ts')).recogniseText,
};

export const run: ChildTask<LocalTask, LocalOutput, LocalProgress> = async (task, ctx) => {
  const load = OPERATIONS[task.operation];
  if (load === undefined) throw new Error(`There is no local operation ${task.operation}.`);
  const operate = await load();
  return operate(task, (progress) => ctx.onProgress(progress));
};
