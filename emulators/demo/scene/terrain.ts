import type { Light } from './light.ts';
import type { View } from './view.ts';

/** A shape of land over the plane, in metres; water stands at 0. */
export interface Terrain {
  /** Height at `x` to the right and `z` away. More octaves, finer detail. */
  heightAt(x: number, z: number, octaves: number): number;
  /** Writes red, green, blue of the bare ground to `out`. `up` is how level it lies, 0 to 1. */
  paint(out: Float32Array, at: { x: number; z: number; height: number; up: number }): void;
  /** Metres; nothing is drawn beyond. */
  farthest: number;
  /** Octaves that the finest detail needs. */
  octaves: number;
}

const CELLS = 320;
const SHADOW_STEPS = 28;

/** Sunlight and open sky over a terrain, computed once on a coarse grid. */
export class TerrainLight {
  readonly #sun = new Float32Array(CELLS * CELLS);
  readonly #open = new Float32Array(CELLS * CELLS);
  readonly #halfWidth: number;
  readonly #depth: number;

  constructor(terrain: Terrain, view: View, light: Light) {
    this.#depth = terrain.farthest;
    this.#halfWidth = (terrain.farthest * view.width) / (2 * view.focal);
    const heights = new Float32Array(CELLS * CELLS);
    for (let row = 0; row < CELLS; row += 1) {
      for (let column = 0; column < CELLS; column += 1) {
        const height = terrain.heightAt(this.#xOf(column), this.#zOf(row), 5);
        heights[row * CELLS + column] = Math.max(0, height);
      }
    }
    this.#castShadows(heights, light);
    this.#measureOpenSky(heights);
  }

  /** Writes the share of sunlight and of open sky at a place to `out`. */
  read(out: Float32Array, x: number, z: number): void {
    const column = Math.max(0, Math.min(CELLS - 1.001, ((x / this.#halfWidth + 1) / 2) * (CELLS - 1)));
    const row = Math.max(0, Math.min(CELLS - 1.001, (z / this.#depth) * (CELLS - 1)));
    const at = Math.floor(row) * CELLS + Math.floor(column);
    const fx = column - Math.floor(column);
    const fy = row - Math.floor(row);
    out[0] = bilinear(this.#sun, at, fx, fy);
    out[1] = bilinear(this.#open, at, fx, fy);
  }

  #xOf(column: number): number {
    return ((column / (CELLS - 1)) * 2 - 1) * this.#halfWidth;
  }

  #zOf(row: number): number {
    return Math.max(1, (row / (CELLS - 1)) * this.#depth);
  }

  #castShadows(heights: Float32Array, light: Light): void {
    const [sx, sy, sz] = light.key;
    const flat = Math.hypot(sx, sz) || 1;
    const cellX = (this.#halfWidth * 2) / (CELLS - 1);
    const cellZ = this.#depth / (CELLS - 1);
    const rise = sy / flat;
    for (let row = 0; row < CELLS; row += 1) {
      for (let column = 0; column < CELLS; column += 1) {
        const here = heights[row * CELLS + column]!;
        let open = 1;
        let reach = Math.min(cellX, cellZ) * 1.5;
        for (let step = 0; step < SHADOW_STEPS && open > 0; step += 1) {
          const c = Math.round(column + ((sx / flat) * reach) / cellX);
          const r = Math.round(row + ((sz / flat) * reach) / cellZ);
          if (c < 0 || r < 0 || c >= CELLS || r >= CELLS) break;
          const clearance = here + 6 + rise * reach - heights[r * CELLS + c]!;
          open = Math.min(open, 0.5 + (clearance / reach) * 14);
          reach *= 1.16;
        }
        this.#sun[row * CELLS + column] = Math.max(0, Math.min(1, open));
      }
    }
  }

  #measureOpenSky(heights: Float32Array): void {
    const reach = 5;
    for (let row = 0; row < CELLS; row += 1) {
      for (let column = 0; column < CELLS; column += 1) {
        let around = 0;
        for (const [dx, dy] of RING) {
          const c = Math.max(0, Math.min(CELLS - 1, column + dx * reach));
          const r = Math.max(0, Math.min(CELLS - 1, row + dy * reach));
          around += heights[r * CELLS + c]!;
        }
        const sunk = (around / RING.length - heights[row * CELLS + column]!) / 130;
        this.#open[row * CELLS + column] = Math.max(0.55, Math.min(1.1, 0.85 - sunk * 0.4));
      }
    }
  }
}

const RING = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
  [2, 2],
  [-2, 2],
  [2, -2],
  [-2, -2],
] as const;

function bilinear(field: Float32Array, at: number, fx: number, fy: number): number {
  const top = field[at]! + (field[at + 1]! - field[at]!) * fx;
  const bottom = field[at + CELLS]! + (field[at + CELLS + 1]! - field[at + CELLS]!) * fx;
  return top + (bottom - top) * fy;
}
