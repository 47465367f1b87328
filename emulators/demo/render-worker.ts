import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { encodePicture, encodePreviews } from './encode-picture.ts';
import { renderScene } from './scene/render-scene.ts';

export interface RenderTask {
  kind: 'preview' | 'picture';
  prompt: string;
  seed: number;
  index: number;
  width: number;
  height: number;
  palette: string | null;
  style: string;
}
export type RenderReport =
  | { kind: 'progress'; fraction: number }
  | { kind: 'previews'; previews: string[] }
  | { kind: 'picture'; bytes: Uint8Array }
  | { kind: 'failed'; message: string };

const PREVIEW_EDGE = 208;

// Pictures are the unit of parallel work here; sharp must not add threads of its own.
sharp.concurrency(1);
parentPort?.on('message', (task: RenderTask) => {
  perform(task).catch((error: unknown) => report({ kind: 'failed', message: String(error) }));
});

async function perform(task: RenderTask): Promise<void> {
  if (task.kind === 'preview') {
    const scale = PREVIEW_EDGE / Math.max(task.width, task.height);
    const width = Math.round(task.width * scale);
    const height = Math.round(task.height * scale);
    report({ kind: 'previews', previews: await encodePreviews(renderScene({ ...task, width, height })) });
  } else {
    const picture = renderScene({ ...task, onProgress: (fraction) => report({ kind: 'progress', fraction }) });
    report({ kind: 'picture', bytes: await encodePicture(picture, task) });
  }
}

function report(message: RenderReport): void {
  parentPort?.postMessage(message);
}
