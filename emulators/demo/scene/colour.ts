/** Linear light: red, green, blue, where 1 is white paper in the sun of the picture. */
export type Colour = readonly [number, number, number];

/** Reads `#rrggbb`. */
export function hex(text: string): Colour {
  const value = Number.parseInt(text.slice(1), 16);
  return [toLinear(((value >> 16) & 255) / 255), toLinear(((value >> 8) & 255) / 255), toLinear((value & 255) / 255)];
}

export function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

export function mix(from: Colour, to: Colour, amount: number): Colour {
  return [
    from[0] + (to[0] - from[0]) * amount,
    from[1] + (to[1] - from[1]) * amount,
    from[2] + (to[2] - from[2]) * amount,
  ];
}

export function scale(colour: Colour, factor: number): Colour {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}

export function multiply(one: Colour, other: Colour): Colour {
  return [one[0] * other[0], one[1] * other[1], one[2] * other[2]];
}

export function luminance([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Towards grey (below 1) or away from it (above 1), at equal luminance. */
export function saturate(colour: Colour, amount: number): Colour {
  const grey = luminance(colour);
  return [
    Math.max(0, grey + (colour[0] - grey) * amount),
    Math.max(0, grey + (colour[1] - grey) * amount),
    Math.max(0, grey + (colour[2] - grey) * amount),
  ];
}

/** OKLab: steps that look even to the eye. */
export function toLab([red, green, blue]: Colour): [number, number, number] {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

export function fromLab(lightness: number, a: number, b: number): Colour {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    Math.max(0, 4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    Math.max(0, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    Math.max(0, -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Mixes as the eye would: no grey or dark band between two colours. */
export function blend(from: Colour, to: Colour, amount: number): Colour {
  const one = toLab(from);
  const other = toLab(to);
  return fromLab(
    one[0] + (other[0] - one[0]) * amount,
    one[1] + (other[1] - one[1]) * amount,
    one[2] + (other[2] - one[2]) * amount,
  );
}

/** Gives `colour` the hue of `lead`, keeping how light it is. `amount` from 0 to 1. */
export function lean(colour: Colour, lead: Colour, amount: number): Colour {
  const [lightness, a, b] = toLab(colour);
  const [, leadA, leadB] = toLab(lead);
  const chroma = Math.hypot(a, b);
  const leadChroma = Math.hypot(leadA, leadB) || 1;
  const wanted = Math.max(chroma, Math.min(leadChroma, 0.14) * (1 - Math.abs(lightness - 0.6)));
  return fromLab(
    lightness,
    a + ((leadA / leadChroma) * wanted - a) * amount,
    b + ((leadB / leadChroma) * wanted - b) * amount,
  );
}

/** 256 even steps through the stops, three numbers each. */
export function ramp(stops: readonly Colour[]): Float32Array {
  const table = new Float32Array(256 * 3);
  for (let step = 0; step < 256; step += 1) {
    const position = (step / 255) * (stops.length - 1);
    const index = Math.min(stops.length - 2, Math.floor(position));
    table.set(blend(stops[index] ?? [0, 0, 0], stops[index + 1] ?? [0, 0, 0], position - index), step * 3);
  }
  return table;
}

export function clamp(value: number, low = 0, high = 1): number {
  return value < low ? low : value > high ? high : value;
}

export function smooth(from: number, to: number, value: number): number {
  const t = clamp((value - from) / (to - from));
  return t * t * (3 - 2 * t);
}
