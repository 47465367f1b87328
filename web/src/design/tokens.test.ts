import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Contrast of every pair that carries words, computed from the sheet itself, in both themes (WCAG 2.2, 1.4.3). */
const AA_TEXT = 4.5;
const AA_PARTS = 3;
const tokens = readTokens(readFileSync(new URL('./tokens.css', import.meta.url), 'utf8'));
const themes = { light: 0, dark: 1 } as const;

const PLANES = ['frame', 'surface', 'raised', 'sunken', 'field'] as const;
const INKS = ['ink', 'muted', 'subtle', 'accent-ink', 'running', 'done', 'refused', 'danger'] as const;

describe.each(Object.keys(themes) as Array<keyof typeof themes>)('the %s theme', (theme) => {
  const colour = (name: string) => tokens[name]?.[themes[theme]] ?? fail(name);

  it.each(INKS)('can be read in %s on every plane', (ink) => {
    expect(failing(PLANES, AA_TEXT, (plane) => contrast(colour(ink), colour(plane)))).toEqual([]);
  });

  it.each(['running', 'done', 'refused', 'danger'])('can be read in %s on its own wash', (state) => {
    expect(
      failing(['frame', 'surface', 'raised'], AA_TEXT, (plane) =>
        contrast(colour(state), over(colour(`${state}-wash`), colour(plane))),
      ),
    ).toEqual([]);
  });

  it('can be read on the accent in every state of the button', () => {
    expect(
      failing(['accent', 'accent-hover', 'accent-pressed'], AA_TEXT, (accent) =>
        contrast(colour('on-accent'), colour(accent)),
      ),
    ).toEqual([]);
    expect(contrast(colour('on-ink'), colour('ink'))).toBeGreaterThanOrEqual(AA_TEXT);
  });

  it('shows focus rings and the edges of small controls', () => {
    expect(failing(PLANES, AA_PARTS, (plane) => contrast(colour('ring'), colour(plane)))).toEqual([]);
    expect(
      failing(['frame', 'surface', 'raised', 'field'], AA_PARTS, (plane) =>
        contrast(over(colour('line-control'), colour(plane)), colour(plane)),
      ),
    ).toEqual([]);
  });
});

/** Names whose ratio is too low, with the ratio. */
function failing(names: readonly string[], least: number, ratioOf: (name: string) => number): string[] {
  return names.filter((name) => ratioOf(name) < least).map((name) => `${name} ${ratioOf(name).toFixed(2)}`);
}

interface Colour {
  /** Linear light, 0 to 1. */
  rgb: readonly [number, number, number];
  alpha: number;
}

function readTokens(sheet: string): Record<string, readonly [light: Colour, dark: Colour]> {
  const found: Record<string, readonly [Colour, Colour]> = {};
  for (const [, name, value] of sheet.matchAll(/^ {2}--([\w-]+): (.+);$/gm)) {
    const colours = [...(value ?? '').matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ ([\d.]+))?\)/g)].map((match) =>
      fromOklch(Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4] ?? 1)),
    );
    const [light, dark = light] = colours;
    if (name && light && dark) found[name] = [light, dark];
  }
  return found;
}

/** OKLCH to linear sRGB after Björn Ottosson, clipped to what a screen can show. */
function fromOklch(lightness: number, chroma: number, hue: number, alpha: number): Colour {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (channel: number) => Math.min(1, Math.max(0, channel));
  return {
    rgb: [
      clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
      clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
      clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
    ],
    alpha,
  };
}

/** A translucent colour on an opaque one; browsers mix in gamma-encoded sRGB. */
function over(top: Colour, bottom: Colour): Colour {
  const encode = (value: number) => (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055);
  const decode = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const mix = (index: 0 | 1 | 2) =>
    decode(encode(top.rgb[index]) * top.alpha + encode(bottom.rgb[index]) * (1 - top.alpha));
  return { rgb: [mix(0), mix(1), mix(2)], alpha: 1 };
}

function contrast(one: Colour, other: Colour): number {
  const luminance = ({ rgb: [red, green, blue] }: Colour) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function fail(name: string): never {
  throw new Error(`tokens.css has no colour --${name}`);
}
