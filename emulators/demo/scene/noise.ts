import type { Random } from './random.ts';

/**
 * Smooth seeded noise over the plane. Tables hold 256 entries, so a pattern repeats after 256 units.
 * `dx` and `dy` hold the slope of the last `sloped` call, which spares the inner loops an allocation.
 */
export class Noise {
  dx = 0;
  dy = 0;
  readonly #order = new Uint8Array(512);
  readonly #values = new Float32Array(512);
  readonly #gradientX = new Float32Array(512);
  readonly #gradientY = new Float32Array(512);

  constructor(random: Random) {
    const order = Array.from({ length: 256 }, (_, index) => index);
    for (let index = 255; index > 0; index -= 1) {
      const other = Math.floor(random.next() * (index + 1));
      [order[index], order[other]] = [order[other] ?? 0, order[index] ?? 0];
    }
    for (let index = 0; index < 512; index += 1) {
      const entry = order[index & 255] ?? 0;
      this.#order[index] = entry;
      this.#values[index] = entry / 255;
      this.#gradientX[index] = Math.cos((entry / 256) * Math.PI * 2);
      this.#gradientY[index] = Math.sin((entry / 256) * Math.PI * 2);
    }
  }

  /** Gradient noise, about -1 to 1. */
  at(x: number, y: number): number {
    const floorX = Math.floor(x);
    const floorY = Math.floor(y);
    const fx = x - floorX;
    const fy = y - floorY;
    const ix = floorX & 255;
    const iy = floorY & 255;
    const order = this.#order;
    const gx = this.#gradientX;
    const gy = this.#gradientY;
    const a = order[ix + order[iy]!]!;
    const b = order[ix + 1 + order[iy]!]!;
    const c = order[ix + order[iy + 1]!]!;
    const d = order[ix + 1 + order[iy + 1]!]!;
    const u = fx * fx * fx * (fx * (fx * 6 - 15) + 10);
    const v = fy * fy * fy * (fy * (fy * 6 - 15) + 10);
    const na = gx[a]! * fx + gy[a]! * fy;
    const nb = gx[b]! * (fx - 1) + gy[b]! * fy;
    const nc = gx[c]! * fx + gy[c]! * (fy - 1);
    const nd = gx[d]! * (fx - 1) + gy[d]! * (fy - 1);
    return 1.5 * (na + u * (nb - na) + v * (nc - na + u * (na - nb - nc + nd)));
  }

  /** Value noise from 0 to 1; leaves its slope in `dx` and `dy`. */
  sloped(x: number, y: number): number {
    const floorX = Math.floor(x);
    const floorY = Math.floor(y);
    const fx = x - floorX;
    const fy = y - floorY;
    const ix = floorX & 255;
    const iy = floorY & 255;
    const order = this.#order;
    const values = this.#values;
    const a = values[ix + order[iy]!]!;
    const b = values[ix + 1 + order[iy]!]!;
    const c = values[ix + order[iy + 1]!]!;
    const d = values[ix + 1 + order[iy + 1]!]!;
    const u = fx * fx * (3 - 2 * fx);
    const v = fy * fy * (3 - 2 * fy);
    const k = a - b - c + d;
    this.dx = 6 * fx * (1 - fx) * (b - a + k * v);
    this.dy = 6 * fy * (1 - fy) * (c - a + k * u);
    return a + (b - a) * u + (c - a) * v + k * u * v;
  }

  /** Sum of octaves of gradient noise, about -1 to 1. */
  layered(x: number, y: number, octaves: number, gain = 0.5): number {
    let sum = 0;
    let weight = 1;
    let total = 0;
    let px = x;
    let py = y;
    for (let octave = 0; octave < octaves; octave += 1) {
      sum += weight * this.at(px, py);
      total += weight;
      weight *= gain;
      // A turn by 37 degrees at each octave hides the lattice.
      const turned = 1.6 * px - 1.2 * py + 17.3;
      py = 1.2 * px + 1.6 * py + 9.1;
      px = turned;
    }
    return sum / total;
  }

  /** Creased sum, 0 to 1, with sharp crests. */
  ridged(x: number, y: number, octaves: number): number {
    let sum = 0;
    let weight = 0.5;
    let previous = 1;
    let px = x;
    let py = y;
    for (let octave = 0; octave < octaves; octave += 1) {
      const crest = 1 - Math.abs(this.at(px, py));
      const sharp = crest * crest;
      sum += sharp * weight * previous;
      previous = sharp;
      weight *= 0.5;
      const turned = 1.6 * px - 1.2 * py + 5.7;
      py = 1.2 * px + 1.6 * py + 31.3;
      px = turned;
    }
    return sum;
  }

  /** Worn mountains, about 0 to 1: steep places get less detail, as erosion leaves them (after Quilez). */
  eroded(x: number, y: number, octaves: number): number {
    let sum = 0;
    let weight = 0.5;
    let slopeX = 0;
    let slopeY = 0;
    let px = x;
    let py = y;
    for (let octave = 0; octave < octaves; octave += 1) {
      const value = this.sloped(px, py);
      slopeX += this.dx;
      slopeY += this.dy;
      sum += (weight * value) / (1 + slopeX * slopeX + slopeY * slopeY);
      weight *= 0.5;
      const turned = 1.6 * px - 1.2 * py;
      py = 1.2 * px + 1.6 * py;
      px = turned;
    }
    return sum;
  }
}
