import type { TextRegion } from './text-region.ts';

/** Height the recogniser takes. */
export const LINE_HEIGHT_PIXELS = 48;
/** A line this long holds about 200 letters; a longer one is squeezed. */
const LONGEST_LINE_PIXELS = 3_200;
const MOST_SAMPLES_PER_SIDE = 4;

export interface RgbImage {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Cuts a region out level, as planes of blue, green and red from -1 to 1, which is how the recogniser was trained. */
export function cutLine(image: RgbImage, region: TextRegion): { width: number; planes: Float32Array } {
  const height = LINE_HEIGHT_PIXELS;
  const shrink = region.height / height;
  const width = Math.max(height / 2, Math.min(LONGEST_LINE_PIXELS, Math.ceil(region.width / shrink)));
  const planes = new Float32Array(3 * width * height);
  // Large letters are averaged down; single samples of them would be ragged.
  const samples = Math.min(MOST_SAMPLES_PER_SIDE, Math.max(1, Math.round(shrink)));
  const [cos, sin] = [Math.cos(region.angle), Math.sin(region.angle)];
  const colour: [number, number, number] = [0, 0, 0];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      colour.fill(0);
      for (let sample = 0; sample < samples * samples; sample += 1) {
        const along = ((x + ((sample % samples) + 0.5) / samples) / width - 0.5) * region.width;
        const across = ((y + (Math.floor(sample / samples) + 0.5) / samples) / height - 0.5) * region.height;
        addSample(
          image,
          region.centreX + along * cos - across * sin,
          region.centreY + along * sin + across * cos,
          colour,
        );
      }
      for (let channel = 0; channel < 3; channel += 1) {
        planes[channel * width * height + y * width + x] = colour[2 - channel]! / (samples * samples) / 127.5 - 1;
      }
    }
  }
  return { width, planes };
}

/** Adds the colour at a point between pixel centres; beyond the border the picture goes on as its last pixel. */
function addSample(image: RgbImage, pointX: number, pointY: number, colour: [number, number, number]): void {
  const x = Math.min(image.width - 1, Math.max(0, pointX - 0.5));
  const y = Math.min(image.height - 1, Math.max(0, pointY - 0.5));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [Math.min(image.width - 1, left + 1), Math.min(image.height - 1, top + 1)];
  const [across, down] = [x - left, y - top];
  for (let channel = 0; channel < 3; channel += 1) {
    const at = (column: number, row: number): number => image.data[(row * image.width + column) * 3 + channel]!;
    const above = at(left, top) * (1 - across) + at(right, top) * across;
    const below = at(left, bottom) * (1 - across) + at(right, bottom) * across;
    colour[channel]! += above * (1 - down) + below * down;
  }
}
