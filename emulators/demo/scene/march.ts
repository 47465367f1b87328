import type { Light } from './light.ts';
import type { Frame, View } from './view.ts';
import { TerrainLight } from './terrain.ts';
import type { Terrain } from './terrain.ts';

const STEPS = 480;
const REFINEMENT = 14;
const OPAQUE_AIR = 0.985;

export interface Air {
  /** Thickness of the mist that lies in the low places, 0 to 1. */
  mist: number;
  /** Metres up to which it lies. */
  mistHeight: number;
}

/**
 * Draws a terrain over the sky, column by column from near to far: a row is filled once by the nearest thing seen in
 * it. In the same walk the mirror image for the water is drawn, as a camera under the surface would see it.
 */
export function paintTerrain(
  frame: Frame,
  view: View,
  light: Light,
  { terrain, air, onColumn }: { terrain: Terrain; air: Air; onColumn?: (fraction: number) => void },
): void {
  const shader = new GroundShader(terrain, view, light, air);
  const distances = stepDistances(view, terrain);
  turnSkyOver(frame, view);
  const column = new ColumnPainter(frame, view, shader, terrain);
  for (let x = 0; x < frame.width; x += 1) {
    column.paint(x, distances);
    if (x % 32 === 0) onColumn?.(x / frame.width);
  }
}

/** Begins where the bottom row meets the ground and grows evenly, so that each step covers about as many rows. */
function stepDistances(view: View, terrain: Terrain): Float64Array {
  let clearance = view.cameraHeight;
  for (let z = 2; z < 60; z *= 1.5) {
    for (const side of [-0.5, -0.25, 0, 0.25, 0.5]) {
      const x = (side * z * view.width) / view.focal;
      clearance = Math.min(clearance, view.cameraHeight - Math.max(0, terrain.heightAt(x, z, 6)));
    }
  }
  const nearest = Math.max(0.4, (Math.max(0.7, clearance) * view.focal) / (view.height - view.horizon + 4) / 1.7);
  const ratio = (terrain.farthest / nearest) ** (1 / (STEPS - 1));
  return Float64Array.from({ length: STEPS }, (_, step) => nearest * ratio ** step);
}

function turnSkyOver(frame: Frame, view: View): void {
  const rowSize = frame.width * 3;
  for (let y = Math.max(0, Math.floor(view.horizon)); y < frame.height; y += 1) {
    const from = Math.max(0, Math.min(frame.height - 1, Math.round(2 * view.horizon - y)));
    frame.mirror.set(frame.rgb.subarray(from * rowSize, (from + 1) * rowSize), y * rowSize);
  }
}

class ColumnPainter {
  readonly #frame: Frame;
  readonly #view: View;
  readonly #shader: GroundShader;
  readonly #terrain: Terrain;
  readonly #cover: Float32Array;
  readonly #mirrorCover: Float32Array;
  readonly #colour = new Float32Array(3);
  readonly #sky = new Float32Array(3);

  constructor(frame: Frame, view: View, shader: GroundShader, terrain: Terrain) {
    this.#terrain = terrain;
    this.#frame = frame;
    this.#view = view;
    this.#shader = shader;
    this.#cover = new Float32Array(frame.height);
    this.#mirrorCover = new Float32Array(frame.height);
  }

  paint(x: number, distances: Float64Array): void {
    const terrain = this.#terrain;
    const { horizon, focal, cameraHeight, height } = this.#view;
    const lateral = (x + 0.5 - this.#view.width / 2) / focal;
    this.#cover.fill(0);
    this.#mirrorCover.fill(0);
    let top = height;
    let previous: Point = { z: distances[0]!, height: 0, row: height + 40, mirrorRow: height + 40 };
    let step = 0;
    let refined = REFINEMENT;
    let refinedStep = 1;
    let beforePrevious: Point = { ...previous };
    let spare: Point = { ...previous };
    while (step < distances.length && top > 0) {
      const from = distances[Math.max(0, refined < REFINEMENT ? step - 2 : step - 1)]!;
      const z = from + ((distances[step]! - from) * refined) / REFINEMENT;
      const octaves = Math.max(4, Math.min(terrain.octaves, terrain.octaves - Math.floor(Math.log2(z / 900 + 0.5))));
      const ground = terrain.heightAt(lateral * z, z, octaves);
      const surface = ground > 0 ? ground : 0;
      const row = horizon - ((surface - cameraHeight) * focal) / z;
      const mirrorRow = horizon + ((surface + cameraHeight) * focal) / z;
      if (refinedStep < step && row > top && previous.row <= top + 0.5) {
        // A crest lies within the last two steps: walk them again in small ones, or the skyline shows teeth.
        refined = 1;
        refinedStep = step;
        Object.assign(previous, beforePrevious);
        continue;
      }
      // Three points take turns, so that the walk allocates nothing.
      const here = spare;
      here.z = z;
      here.height = surface;
      here.row = row;
      here.mirrorRow = mirrorRow;
      if (refined < REFINEMENT) refined += 1;
      else step += 1;
      if (row < top) {
        if (ground > 0 || previous.height > 0) this.#fillGround(x, lateral, top, previous, here);
        else this.#fillWater(x, top, row);
        top = row;
      }
      if (ground > 0 && mirrorRow > previous.mirrorRow) this.#fillMirror(x, lateral, previous, here);
      spare = refined === REFINEMENT ? beforePrevious : previous;
      if (refined === REFINEMENT) beforePrevious = previous;
      previous = here;
    }
    this.#settle(x, Math.max(0, Math.floor(top)));
  }

  #fillGround(x: number, lateral: number, top: number, from: Point, to: Point): void {
    const first = Math.max(0, Math.floor(to.row));
    const last = Math.min(this.#view.height - 1, Math.ceil(top) - 1);
    for (let y = last; y >= first; y -= 1) {
      const share = Math.min(y + 1, top) - Math.max(y, to.row);
      if (share <= 0) continue;
      const t = Math.max(0, Math.min(1, (from.row - (y + 0.5)) / (from.row - to.row || 1)));
      let z = from.z + (to.z - from.z) * t;
      let height = from.height + (to.height - from.height) * t;
      if (last - first > 2) {
        // The straight line between two steps misses crests; one secant step finds where the eye meets the ground.
        const ground = Math.max(0, this.#terrain.heightAt(lateral * z, z, this.#terrain.octaves - 2));
        const seen = this.#view.horizon - ((ground - this.#view.cameraHeight) * this.#view.focal) / z;
        const rowsPerMetre = (to.row - from.row) / (to.z - from.z || 1);
        z = Math.max(from.z, Math.min(to.z, z + (y + 0.5 - seen) / (rowsPerMetre || -1)));
        height = ground;
      }
      this.#shader.shade(this.#colour, lateral * z, z, height);
      this.#add(x, y, share, z);
    }
  }

  #add(x: number, y: number, share: number, z: number): void {
    const at = y * this.#frame.width + x;
    const cover = this.#cover[y]!;
    const { rgb, depth } = this.#frame;
    const keep = cover === 0 ? 0 : 1;
    // Until the row is settled, its first share replaces the sky and later ones add up; see `#settle`.
    if (keep === 0) this.#skyOf(at);
    rgb[at * 3] = rgb[at * 3]! * keep + this.#colour[0]! * share;
    rgb[at * 3 + 1] = rgb[at * 3 + 1]! * keep + this.#colour[1]! * share;
    rgb[at * 3 + 2] = rgb[at * 3 + 2]! * keep + this.#colour[2]! * share;
    if (cover < 0.5) depth[at] = z;
    this.#cover[y] = cover + share;
  }

  #skyOf(at: number): void {
    this.#sky[0] = this.#frame.rgb[at * 3]!;
    this.#sky[1] = this.#frame.rgb[at * 3 + 1]!;
    this.#sky[2] = this.#frame.rgb[at * 3 + 2]!;
  }

  #fillWater(x: number, top: number, row: number): void {
    for (let y = Math.min(this.#view.height, Math.ceil(top)) - 1; y >= Math.max(0, Math.floor(row)); y -= 1) {
      const share = Math.min(y + 1, top) - Math.max(y, row);
      const at = y * this.#frame.width + x;
      if (this.#cover[y] === 0) {
        this.#skyOf(at);
        this.#frame.rgb.fill(0, at * 3, at * 3 + 3);
      }
      this.#frame.water[at] = this.#frame.water[at]! + share;
      this.#cover[y] = this.#cover[y]! + share;
    }
  }

  /** What the topmost row leaves open shows the sky that was there before. */
  #settle(x: number, y: number): void {
    const cover = this.#cover[y] ?? 0;
    if (cover <= 0 || cover >= 0.999) return;
    const at = (y * this.#frame.width + x) * 3;
    for (let channel = 0; channel < 3; channel += 1) {
      this.#frame.rgb[at + channel] = this.#frame.rgb[at + channel]! + this.#sky[channel]! * (1 - cover);
    }
  }

  #fillMirror(x: number, lateral: number, from: Point, to: Point): void {
    const base = this.#view.horizon + (this.#view.cameraHeight * this.#view.focal) / to.z;
    const first = Math.max(0, Math.floor(Math.max(from.mirrorRow, base)));
    const last = Math.min(this.#view.height - 1, Math.floor(to.mirrorRow));
    for (let y = first; y <= last; y += 1) {
      if (this.#mirrorCover[y]! > 0) continue;
      const t = Math.max(0, Math.min(1, (y + 0.5 - from.mirrorRow) / (to.mirrorRow - from.mirrorRow || 1)));
      const z = from.z + (to.z - from.z) * t;
      const at = (y * this.#frame.width + x) * 3;
      // Waves blur the mirror, so every second column and row borrows from its neighbour.
      const lender = x % 2 === 1 ? at - 3 : y % 2 === 1 && y > first ? at - this.#frame.width * 3 : -1;
      if (lender >= 0 && this.#frame.mirrorDepth[lender / 3]! < 1e8) {
        this.#frame.mirror.copyWithin(at, lender, lender + 3);
      } else {
        this.#shader.shade(this.#colour, lateral * z, z, from.height + (to.height - from.height) * t);
        this.#frame.mirror.set(this.#colour, at);
      }
      this.#frame.mirrorDepth[y * this.#frame.width + x] = z;
      this.#mirrorCover[y] = 1;
    }
  }
}

interface Point {
  z: number;
  height: number;
  row: number;
  mirrorRow: number;
}

/** Lights a point of ground and puts the air between it and the eye. */
class GroundShader {
  readonly #terrain: Terrain;
  readonly #view: View;
  readonly #light: Light;
  readonly #air: Air;
  readonly #reach: TerrainLight;
  readonly #shares = new Float32Array(2);
  readonly #place = { x: 0, z: 0, height: 0, up: 0 };
  readonly #haze = new Float32Array(3);

  constructor(terrain: Terrain, view: View, light: Light, air: Air) {
    this.#terrain = terrain;
    this.#view = view;
    this.#light = light;
    this.#air = air;
    this.#reach = new TerrainLight(terrain, view, light);
  }

  /** Takes plain numbers: it is called for every pixel of land. */
  shade(out: Float32Array, x: number, z: number, height: number): void {
    const terrain = this.#terrain;
    const light = this.#light;
    const [lx, ly, lz] = light.key;
    const [dx, , dz] = light.direction;
    const lost = 1 - Math.exp(-((z / light.visibility) ** 1.25));
    const low = this.#air.mist * Math.exp(-Math.max(0, height) / this.#air.mistHeight) * (1 - Math.exp(-z / 900));
    const air = Math.min(1, lost + low * (1 - lost));
    const toSun = Math.max(0, (x / z) * dx + dz) / Math.sqrt(1 + (x / z) ** 2);
    const warm = toSun ** 8 * 0.6;
    for (let channel = 0; channel < 3; channel += 1)
      this.#haze[channel] = light.haze[channel]! + light.glow[channel]! * warm;
    if (air > OPAQUE_AIR) return out.set(this.#haze);

    const footprint = Math.max(0.05, (z / this.#view.focal) * 1.2);
    const finest = Math.max(4, Math.min(terrain.octaves, terrain.octaves + 1 - Math.floor(Math.log2(z / 700 + 1))));
    // What air hides needs no detail.
    const octaves = air > 0.75 ? Math.max(4, finest - 2) : finest;
    const here = terrain.heightAt(x, z, octaves);
    const slopeX = (terrain.heightAt(x + footprint, z, octaves) - here) / footprint;
    const slopeZ = (terrain.heightAt(x, z + footprint, octaves) - here) / footprint;
    const up = 1 / Math.sqrt(1 + slopeX * slopeX + slopeZ * slopeZ);
    const place = this.#place;
    place.x = x;
    place.z = z;
    place.height = height;
    place.up = up;
    terrain.paint(out, place);

    this.#reach.read(this.#shares, x, z);
    const facing = Math.max(0, (-slopeX * lx + ly - slopeZ * lz) * up);
    const sun = facing * this.#shares[0]!;
    const sky = (0.45 + 0.55 * up) * this.#shares[1]!;
    // Light thrown back by sunlit ground around keeps shadows from going dead.
    const bounce = 0.1 * this.#shares[0]!;
    for (let channel = 0; channel < 3; channel += 1) {
      const lit = out[channel]! * (light.sun[channel]! * (sun + bounce) + light.ambient[channel]! * sky);
      out[channel] = lit + (this.#haze[channel]! - lit) * air;
    }
  }
}
