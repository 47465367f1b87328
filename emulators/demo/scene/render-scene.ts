import type { Picture } from './picture.ts';

export interface SceneRequest {
  prompt: string;
  seed: number;
  index: number;
  width: number;
  height: number;
  palette?: string | null;
  style?: string;
  onProgress?: (fraction: number) => void;
}

/** Draws a scene. Pure: the same request gives the same pixels; other sizes give the same scene. */
export function renderScene(request: SceneRequest): Picture {
  const { width, height } = request;
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      data[(y * width + x) * 3] = 40 + (150 * y) / height;
      data[(y * width + x) * 3 + 1] = 70 + (60 * x) / width + request.index * 20;
      data[(y * width + x) * 3 + 2] = 120;
    }
    if (y % 64 === 0) request.onProgress?.(y / height);
  }
  return { width, height, data };
}
