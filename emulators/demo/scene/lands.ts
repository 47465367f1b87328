import { clamp, hex, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Noise } from './noise.ts';
import type { Terrain } from './terrain.ts';

export interface LandPlan {
  noise: Noise;
  /** Where the open middle or the landmark lies, as a part of the view: -0.5 left to 0.5 right. */
  opening: number;
  /** Metres above which snow lies; below 0 it lies everywhere. */
  snowLine: number;
  growth: Colour;
  rock: Colour;
  /** What blooms on the ground, seen from afar. */
  bloom?: Colour | null;
  /** -1 or 1: the side on which near ground closes the picture. */
  side: number;
}

const SNOW = hex('#eef3fa');
const SAND = hex('#b9a888');
const STRAW = hex('#a8934c');

/** A lake between wooded shores with a worn range behind. */
export function lakeLand(plan: LandPlan): Terrain {
  const { noise, opening } = plan;
  return {
    farthest: 14_000,
    octaves: 9,
    heightAt(x, z, octaves) {
      const side = x / z - opening;
      const range = smooth(1_900, 5_200, z + noise.at(x / 2_400, z / 2_400) * 900);
      const valley = 1 - 0.58 * Math.exp(-side * side * 16);
      const peaks = range > 0 ? noise.eroded(x / 2_300 + 7.3, z / 2_300 + 2.1, octaves) * 3_300 - 640 : 0;
      const hills = noise.layered(x / 800 + 3, z / 1_000 + 8, Math.min(5, octaves)) * 0.5 + 0.5;
      const foothills = smooth(1_000, 2_600, z) * hills * 230 * smooth(0.02, 0.34, Math.abs(side));
      const shore = Math.abs(side) + noise.at(x / 240, z / 300) * 0.16 - 40 / z;
      const banks = smooth(0.2, 0.55, shore) * 70 * smooth(100, 700, z);
      const far = range * valley * Math.max(0, peaks) + foothills + banks * hills - 14 * (1 - range);
      return z > 220 ? far : Math.max(far, nearBank(noise, plan.side, x, z, octaves));
    },
    paint: mountainPaint(plan, 7),
  };
}

/** Ground at one lower corner, for trees that frame the view to stand on. */
function nearBank(noise: Noise, side: number, x: number, z: number, octaves: number): number {
  const edge = (x / z) * side + noise.layered(x / 22, z / 26, 3) * 0.06 - 4 / z;
  const rough = noise.layered(x / 5, z / 5, Math.min(4, octaves - 3)) * 0.25;
  return -2 + smooth(0.16, 0.5, edge) * smooth(205, 90, z) * 4.6 + rough * smooth(0.2, 0.35, edge);
}

/** A high range over a wooded valley. */
export function rangeLand(plan: LandPlan): Terrain {
  const { noise, opening } = plan;
  return {
    farthest: 13_000,
    octaves: 9,
    heightAt(x, z, octaves) {
      const side = x / z - opening;
      const range = smooth(1_200, 4_600, z + noise.at(x / 2_000, z / 2_000) * 800);
      const valley = 1 - 0.7 * Math.exp(-side * side * 20);
      const peaks = range > 0 ? noise.eroded(x / 2_500 + 1.3, z / 2_500 + 5.1, octaves) * 3_900 - 820 : 0;
      const rolling = noise.layered(x / 460 + 3, z / 520, Math.min(6, octaves)) * 26;
      const shoulders = smooth(0.1, 0.6, Math.abs(side)) * smooth(60, 900, z) * 120;
      return 12 + rolling * smooth(30, 400, z) + shoulders + range * valley * Math.max(0, peaks);
    },
    paint: mountainPaint(plan, -50),
  };
}

/** Ridge behind ridge, made for haze. */
export function ridgeLand(plan: LandPlan): Terrain {
  const { noise, opening } = plan;
  return {
    farthest: 12_000,
    octaves: 8,
    heightAt(x, z, octaves) {
      const side = x / z - opening;
      const swell = 1 - 0.62 * Math.exp(-side * side * 14);
      const bentX = x + noise.layered(x / 1_500, z / 1_500 + 3, 2) * 420;
      const folds = noise.ridged(bentX / 1_700 + 4, z / 620 + 9, Math.min(7, octaves));
      const far = smooth(150, 6_500, z);
      return folds * folds * swell * (170 + 900 * far) * smooth(120, 900, z) + noise.layered(x / 60, z / 60, 3) * 2;
    },
    paint: mountainPaint(plan, -50),
  };
}

/** A wooded valley that climbs away from the eye, fold above fold. */
export function forestLand(plan: LandPlan): Terrain {
  const { noise, opening } = plan;
  return {
    farthest: 7_000,
    octaves: 7,
    heightAt(x, z, octaves) {
      const side = (x / z - opening * 0.6) * 1.5;
      const valley = 0.3 + 0.7 * (1 - Math.exp(-side * side * 5));
      const folds = noise.ridged(x / 760 + 3, z / 330 + 5, Math.min(5, octaves)) - 0.35;
      const climb = 0.055 * Math.max(0, z - 60) * smooth(4_200, 900, z) + smooth(900, 4_200, z) * 300;
      const rough = noise.layered(x / 26, z / 26, 3) * 1.4;
      return 2 + rough + (climb + folds * Math.min(300, z * 0.16)) * valley * smooth(20, 160, z);
    },
    paint: mountainPaint({ ...plan, snowLine: plan.snowLine < 200 ? -400 : 5_000 }, -50),
  };
}

/** Rolling downs with soft tops. */
export function hillLand(plan: LandPlan): Terrain {
  const { noise, opening, growth, bloom } = plan;
  return {
    farthest: 9_000,
    octaves: 8,
    heightAt(x, z, octaves) {
      const side = x / z - opening;
      const wide = noise.layered(x / 460 + 2, z / 330 + 6, 3) * 0.5 + 0.5;
      const far =
        smooth(1_500, 6_000, z) * (noise.layered(x / 2_100, z / 1_500 + 4, Math.min(6, octaves)) * 0.5 + 0.55);
      const rise = smooth(12, 420, z);
      const turf = octaves > 6 ? noise.layered(x / 7, z / 7, 3) * 0.22 : 0;
      return 2 + wide * wide * 128 * rise * (0.5 + 0.85 * (1 - Math.exp(-side * side * 5))) + far * 520 + turf;
    },
    paint(out, { x, z, height, up }) {
      const field = noise.layered(x / 120 + 60, z / 200, 3);
      const tuft = noise.layered(x / 3.1, z / 3.1, 2) * smooth(400, 40, z);
      // Parcels with soft hedges, as farmland shows from afar.
      const parcelX = (x * 0.8 + z * 0.6 + noise.at(x / 300, z / 300) * 110) / 150;
      const parcelZ = (z * 0.8 - x * 0.6 + noise.at(x / 260 + 9, z / 260) * 120) / 230;
      const crop = noise.at(Math.floor(parcelX) * 3.7 + 0.5, Math.floor(parcelZ) * 5.3 + 0.5) * smooth(180, 420, z);
      const hedgeX = Math.abs(parcelX - Math.floor(parcelX) - 0.5);
      const hedgeZ = Math.abs(parcelZ - Math.floor(parcelZ) - 0.5);
      const hedge = smooth(0.455, 0.485, Math.max(hedgeX, hedgeZ)) * smooth(200, 420, z) * smooth(2_600, 900, z);
      const dry = Math.max(0, smooth(0.05, 0.4, field) + crop * 1.4);
      const speck = noise.layered(x / 1.3, z / 2.4, 2) + noise.layered(x / 38 + 7, z / 60, 2) * 0.9;
      const blooming = bloom ? smooth(0.05, 0.45, speck) * 0.75 * smooth(8, 60, z) : 0;
      const snowy = smooth(plan.snowLine - 80, plan.snowLine + 80, height + field * 60);
      const bare = smooth(0.72, 0.6, up) * 0.5;
      for (let channel = 0; channel < 3; channel += 1) {
        const green = growth[channel]! * (1 + field * 0.35 + tuft * 0.35 - Math.max(0, -crop) * 0.5);
        const straw = green + (STRAW[channel]! - green) * Math.min(0.75, dry * 0.5);
        const flowery = straw + ((bloom?.[channel] ?? 0) - straw) * blooming;
        const ground = (flowery + (plan.rock[channel]! - flowery) * bare) * (1 - hedge * 0.62);
        out[channel] = ground + (SNOW[channel]! - ground) * snowy;
      }
    },
  };
}

/** Dunes: long slopes to windward, sharp crests, ripples at the feet. */
export function duneLand(plan: LandPlan & { sand: Colour }): Terrain {
  const { noise, sand, opening } = plan;
  const crestAt = (x: number, z: number, size: number): number => {
    const bentX = x + noise.layered(x / (size * 2.2), z / (size * 2.2), 2) * size * 0.75;
    const bentZ = z + noise.layered(x / (size * 1.6) + 9, z / (size * 1.6), 2) * size * 0.5;
    const wave = noise.at(bentX / (size * 1.9) + 3, bentZ / size);
    const crest = 1 - Math.abs(wave);
    return crest * crest * crest;
  };
  return {
    farthest: 7_000,
    octaves: 8,
    heightAt(x, z, octaves) {
      const side = x / z - opening;
      const great = crestAt(x, z, 620) * 120 * smooth(60, 900, z) * (0.5 + 0.75 * (1 - Math.exp(-side * side * 6)));
      const small = crestAt(x + 400, z, 130) * 20 * smooth(5, 160, z);
      const near = crestAt(x, z + 90, 34) * 2.6 * smooth(420, 120, z);
      const ripple =
        octaves > 7 && z < 120
          ? Math.sin((z + noise.at(x / 5, z / 5) * 1.9 + x * 0.25) * 7.5) * 0.016 * smooth(110, 30, z)
          : 0;
      return 3 + great + small + near + ripple;
    },
    paint(out, { x, z, height }) {
      const tone = 1 + noise.layered(x / 90, z / 90, 3) * 0.1 + noise.at(height / 11, x / 300) * 0.05;
      for (let channel = 0; channel < 3; channel += 1) out[channel] = sand[channel]! * tone;
    },
  };
}

/** Open sea with a few islands; `near` puts one close enough to matter. */
export function islandLand(plan: LandPlan, { near }: { near: boolean }): Terrain {
  const { noise, opening } = plan;
  const first = near ? { z: 620, radius: 170, height: 78 } : { z: 3_400, radius: 620, height: 210 };
  const islands = Array.from({ length: 4 }, (_, index) => {
    const z = index === 0 ? first.z : 1_700 + 1_500 * index + noise.at(index * 3.3, 2) * 600;
    const place =
      index === 0 ? opening : opening + 0.24 * (index % 2 === 0 ? 1 : -1) * index + noise.at(index * 1.9, 7) * 0.2;
    return {
      x: place * z,
      z,
      radius: index === 0 ? first.radius : 420 + 260 * noise.at(index * 5.7, 3),
      height: index === 0 ? first.height : 210,
    };
  });
  return {
    farthest: 9_000,
    octaves: 9,
    heightAt(x, z, octaves) {
      let height = -12;
      for (const island of islands) {
        const dx = (x - island.x) / (island.radius * 1.5);
        const dz = (z - island.z) / island.radius;
        const away = dx * dx + dz * dz;
        if (away > 4) continue;
        const scale = island.radius * 0.9;
        const rough = noise.eroded(x / scale + island.z, z / scale, octaves);
        const dome = Math.max(0, 1.25 - Math.sqrt(away) - 0.28);
        height = Math.max(height, dome * island.height * (0.25 + 1.5 * rough) - 2.5 + noise.at(x / 40, z / 40) * 2);
      }
      return height;
    },
    paint: mountainPaint({ ...plan, snowLine: plan.snowLine < 100 ? plan.snowLine : 5_000 }, 5),
  };
}

export interface CoastTerrain extends Terrain {
  top: { x: number; z: number };
}

/** A rocky headland that runs out from one side into the sea. `top` is where something can stand. */
export function coastLand(plan: LandPlan): CoastTerrain {
  const { noise, opening } = plan;
  const z0 = 150;
  const top = { x: opening * z0, z: z0 };
  const outward = opening > 0 ? 1 : -1;
  const paint = mountainPaint({ ...plan, snowLine: plan.snowLine < 100 ? plan.snowLine : 5_000 }, -50);
  return {
    top,
    farthest: 9_000,
    octaves: 9,
    heightAt(x, z, octaves) {
      const along = (x - top.x) * outward;
      const rough = noise.eroded(x / 62 + 3.1, z / 62 + 8.2, octaves);
      const crags = noise.ridged(x / 15 + 7, z / 15, Math.max(2, octaves - 4)) - 0.45;
      const bend = noise.layered(x / 90, z / 90, 3) * 20;
      const across = (z - z0 - Math.max(0, along) * 0.3 + bend * 0.7) / (30 + Math.max(0, along) * 0.32);
      const before = along < 0 ? along / 34 : 0;
      const away = Math.sqrt(across * across + before * before) + noise.at(x / 23, z / 23) * 0.12;
      const body = smooth(1.3, 0.62, away) * (11 + Math.max(0, along) * 0.09);
      const stacks = smooth(0.62, 0.8, noise.at(x / 37 + 40, z / 31 + 3) * 0.5 + 0.5) * smooth(2.1, 1.2, away) * 7;
      const level = smooth(26, 7, Math.hypot((x - top.x) * 0.75, z - z0));
      const rocky = (body + stacks) * (0.42 + rough * 1.1) + crags * 5 * smooth(1.35, 0.9, away);
      const land = rocky + (14 + crags * 0.6 - rocky) * level - 2.6;
      const farCoast =
        smooth(2_600, 4_200, z) *
          smooth(0.06, 0.5, (x / z) * outward) *
          (40 + 190 * noise.eroded(x / 900, z / 900, octaves)) -
        3;
      return Math.max(land, farCoast);
    },
    paint(out, at) {
      paint(out, at);
      const wet = smooth(3.4, 0.6, at.height + noise.at(at.x / 4, at.z / 4) * 0.8);
      const stone = 0.7 + 0.45 * noise.layered(at.x / 2.3, (at.height + at.z * 0.3) / 1.1, 3);
      const turf =
        smooth(0.62, 0.86, at.up) *
        smooth(5.5, 9.5, at.height + noise.at(at.x / 9, at.z / 9) * 2.5) *
        (at.z < 1_000 ? 1 : 0);
      const grass = 1 + noise.layered(at.x / 1.6, at.z / 1.6, 3) * 0.4;
      for (let channel = 0; channel < 3; channel += 1) {
        if (at.z < 1_000) out[channel] = plan.rock[channel]! * clamp(stone, 0.25, 1.5);
        out[channel] = out[channel]! + (plan.growth[channel]! * grass - out[channel]!) * turf;
        out[channel] = out[channel]! * (1 - wet * 0.6);
      }
    },
  };
}

/** Rock in strata, growth where it is level and low, snow where it is high and can lie, sand at the water. */
function mountainPaint({ noise, snowLine, growth, rock }: LandPlan, beachHeight: number): Terrain['paint'] {
  return (out, { x, z, height, up }) => {
    const patch = noise.layered(x / 130, z / 130 + height / 60, 3);
    const woods = noise.layered(x / 24 + 9, z / 24 + height / 12, 2) * smooth(6_000, 900, z);
    const growing = smooth(0.5, 0.8, up + patch * 0.14) * smooth(980, 480, height + patch * 180);
    const high = smooth(snowLine - 150, snowLine + 170, height + patch * 170);
    // A snowy scene has snow on the bank in front as well.
    const near = snowLine < 200 ? smooth(260, 200, z) * (0.93 + patch * 0.06) : 0;
    const snowy = Math.max(high * smooth(0.42, 0.66, up + patch * 0.12), near);
    const beach = smooth(beachHeight, beachHeight * 0.2, height) * smooth(180, 420, z);
    const strata = 0.86 + 0.22 * noise.at(height / 46 + patch, x / 900) + patch * 0.12;
    for (let channel = 0; channel < 3; channel += 1) {
      let colour = rock[channel]! * strata;
      colour += (growth[channel]! * (0.9 + patch * 0.5 + woods * 0.5) - colour) * growing;
      if (beachHeight > 0) colour += (SAND[channel]! - colour) * beach;
      out[channel] = Math.max(0.005, colour + (SNOW[channel]! - colour) * snowy);
    }
  };
}
