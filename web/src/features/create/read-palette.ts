export interface Swatch {
  /** "#rrggbb" */
  hex: string;
  /** Part of the picture, 0 to 1. */
  share: number;
  name: string;
}

/** The colours of a palette result, or null when the text is something else. */
export function readPalette(text: string): Swatch[] | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('colours' in value) || !Array.isArray(value.colours))
      return null;
    return value.colours.every(isSwatch) ? value.colours : null;
  } catch {
    return null;
  }
}

function isSwatch(value: unknown): value is Swatch {
  if (typeof value !== 'object' || value === null) return false;
  return (
    'hex' in value &&
    /^#[0-9a-f]{6}$/i.test(String(value.hex)) &&
    'share' in value &&
    typeof value.share === 'number' &&
    'name' in value
  );
}
