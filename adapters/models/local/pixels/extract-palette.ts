import { Unserviceable } from '../local-task.ts';
import type { LocalOperation } from '../local-task.ts';
import { clusterColours } from './cluster-colours.ts';
import type { WeightedColour } from './cluster-colours.ts';
import colourNames from './colour-names.json' with { type: 'json' };
import { hexFromOklab, oklabFromSrgb, squaredDistance } from './oklab.ts';
import type { Oklab } from './oklab.ts';
import { openImage, unreadable } from './open-image.ts';

/** A picture of this side tells its colours as well as the full one. */
const SAMPLE_SIDE_PIXELS = 160;
const OPAQUE_FROM = 128;
const BITS_DROPPED = 3;

const NAMES = Object.entries(colourNames).map(([name, hex]) => ({ name, colour: oklabFromHex(hex) }));

/** Text output: `{"colours":[{"hex":"#rrggbb","share":0.42,"name":"sage"}]}`, largest share first. */
export const extractPalette: LocalOperation = async (task) => {
  const image = await openImage(task.inputPath);
  const { data } = await image
    .pipeline()
    .resize({ width: SAMPLE_SIDE_PIXELS, height: SAMPLE_SIDE_PIXELS, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  const colours = paletteOf(data, Number(task.parameters['colours']));
  if (colours.length === 0) throw new Unserviceable('This picture is wholly transparent, so it has no colours.');
  return { mediaType: 'application/json', text: JSON.stringify({ colours }) };
};

/** The palette of RGBA pixels. Transparent ones do not count; shares add up to 1. */
export function paletteOf(rgba: Uint8Array, count: number): { hex: string; share: number; name: string }[] {
  const bins = new Map<number, { red: number; green: number; blue: number; pixels: number }>();
  let pixels = 0;
  for (let at = 0; at + 3 < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    if (alpha < OPAQUE_FROM) continue;
    const key = ((red >> BITS_DROPPED) << 10) | ((green >> BITS_DROPPED) << 5) | (blue >> BITS_DROPPED);
    const bin = bins.get(key) ?? { red: 0, green: 0, blue: 0, pixels: 0 };
    bins.set(key, { red: bin.red + red, green: bin.green + green, blue: bin.blue + blue, pixels: bin.pixels + 1 });
    pixels += 1;
  }
  if (pixels === 0) return [];
  const colours: WeightedColour[] = [...bins.values()].map((bin) => ({
    ...oklabFromSrgb(bin.red / bin.pixels, bin.green / bin.pixels, bin.blue / bin.pixels),
    weight: bin.pixels,
  }));
  return clusterColours(colours, count).map((cluster) => ({
    hex: hexFromOklab(cluster),
    share: Math.round((cluster.weight / pixels) * 10_000) / 10_000,
    name: nearestName(cluster),
  }));
}

function nearestName(colour: Oklab): string {
  return NAMES.reduce((best, named) =>
    squaredDistance(named.colour, colour) < squaredDistance(best.colour, colour) ? named : best,
  ).name;
}

function oklabFromHex(hex: string): Oklab {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return oklabFromSrgb(channel(1), channel(3), channel(5));
}
