import { clamp, hex, mix, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import { paintTerrain } from './march.ts';
import { paintHeavens } from './paint-landscape.ts';
import { illuminate, paintSprite } from './sprite.ts';
import type { Sprite, Touch } from './sprite.ts';
import type { Stage } from './stage.ts';
import { paintWater } from './water.ts';

const NEON = ['#ff2f8e', '#22d3ee', '#8b5cf6', '#ff7a3c', '#38f0b0', '#f5d547'].map(hex);
const WARM_WINDOWS = ['#ffc878', '#ffdca0', '#ffb060', '#ffe8c4', '#cfe0ff'].map(hex);

/** A skyline over a bay, that mirrors whatever burns in its windows. */
export function paintCity(stage: Stage): void {
  const { frame, view, light, noise, plan, reading } = stage;
  paintHeavens(stage);
  if (isDark(stage)) paintSkyglow(stage);
  paintTerrain(frame, view, light, {
    terrain: {
      farthest: 5_000,
      octaves: 4,
      heightAt: (x, z) => (z > 430 + noise.at(x / 140, 3) * 26 ? 3.2 : -6),
      paint: (out) => out.set([0.035, 0.036, 0.042]),
    },
    air: { mist: 0.2, mistHeight: 40 },
    onColumn: (fraction) => stage.onProgress(0.2 + fraction * 0.3),
  });
  const buildings = skyline(stage).sort((a, b) => b.z - a.z);
  buildings.forEach((building, index) => {
    paintSprite(frame, view, light, building, plan.weather === 'misty' ? 0.55 : 0.14);
    if (index % 12 === 0) stage.onProgress(0.5 + (index / buildings.length) * 0.3);
  });
  const wet = plan.weather === 'rain' || plan.weather === 'stormy';
  const roughness = (wet ? 0.6 : 0.45) * (reading.moods.has('calm') ? 0.4 : 1);
  paintWater(frame, view, light, { plan: { body: hex('#0d2230'), roughness, smear: 2.2 }, noise });
}

function isDark({ plan }: Stage): boolean {
  return plan.time === 'night' || plan.time === 'blue' || plan.time === 'dusk';
}

/** The light of streets, thrown up into the haze. */
function paintSkyglow({ frame, view, reading, plan }: Stage): void {
  const isNeon = reading.style === 'neon';
  const colour = isNeon ? hex('#c02a86') : hex('#b8703c');
  const power = plan.time === 'night' ? 0.3 : 0.12;
  for (let y = 0; y < view.horizon + 4 && y < frame.height; y += 1) {
    const level = power * Math.exp((-(view.horizon - y) / view.focal) * 7.5);
    for (let at = y * frame.width * 3; at < (y + 1) * frame.width * 3; at += 3) {
      frame.rgb[at] = frame.rgb[at]! + colour[0] * level;
      frame.rgb[at + 1] = frame.rgb[at + 1]! + colour[1] * level;
      frame.rgb[at + 2] = frame.rgb[at + 2]! + colour[2] * level;
    }
  }
}

function skyline(stage: Stage): Sprite[] {
  const { random, view, plan } = stage;
  const halfView = view.width / view.focal / 2;
  const tallest = (0.52 * view.horizon * 470) / view.focal + 70;
  const buildings: Sprite[] = [];
  for (let rank = 0; rank < 5; rank += 1) {
    const z = 470 + rank * 120;
    let x = -halfView * z * 1.1;
    while (x < halfView * z * 1.1) {
      const width = random.between(16, 38);
      const centre =
        Math.exp(-(((x / z - plan.focus * 0.8) / 0.24) ** 2)) +
        0.5 * Math.exp(-(((x / z + plan.focus * 1.6) / 0.16) ** 2));
      const height =
        tallest * (0.16 + 0.14 * random.next() + (0.3 + 0.55 * random.next() ** 1.6) * centre) * (1 + rank * 0.14);
      if (random.chance(0.93))
        buildings.push(tower(stage, { x: x + width / 2, z: z + random.between(-30, 30), width, height }));
      x += width * random.between(0.75, 1.15);
    }
  }
  return buildings;
}

interface TowerPlace {
  x: number;
  z: number;
  width: number;
  height: number;
}

/** One tower: body, one or two setbacks, windows in a grid, and after dark signs and edges of light. */
function tower(stage: Stage, { x, z, width, height }: TowerPlace): Sprite {
  const { random, noise, light, reading, plan } = stage;
  const isNeon = reading.style === 'neon';
  const dark = isDark(stage);
  const half = width / 2;
  const stage1 = random.between(0.55, 0.8);
  const stage2 = random.between(0.82, 0.95);
  const steps = random.chance(0.55) ? [0.78, random.chance(0.5) ? 0.5 : 0.66] : [1, 1];
  const shell = mix(hex('#2c3038'), hex(random.pick(['#5a5048', '#4a5866', '#6a6a70', '#3c4450'])), random.next());
  const glassy = random.chance(0.4);
  const windowWidth = random.between(1.5, 2.3);
  const floor = random.between(2.3, 3);
  const litShare = { night: 0.42, blue: 0.4, dusk: 0.26, dawn: 0.1, golden: 0.04, noon: 0 }[plan.time];
  const warm = random.pick(WARM_WINDOWS);
  const neon = random.pick(NEON);
  const other = random.pick(NEON);
  const edges = dark && random.chance(isNeon ? 0.24 : 0.05);
  const sign =
    dark && random.chance(isNeon ? 0.5 : 0.1)
      ? { at: random.between(-0.5, 0.5), low: random.between(0.35, 0.55), tall: random.between(0.15, 0.3) }
      : null;
  const mast = random.chance(0.3) ? random.between(0.08, 0.2) : 0;
  const twist = random.next() * 90;
  const [lx, ly, lz] = light.key;
  const power = isNeon ? 3.4 : 2.2;
  return {
    x,
    z,
    foot: 3,
    halfWidth: half + 2,
    height: height * (1 + mast),
    shape(touch: Touch, right: number, up: number, pixel: number): void {
      const level = up / height;
      if (level > 1) {
        if (mast > 0 && Math.abs(right) < 0.5 + pixel * 0.4) {
          touch.cover = 0.8;
          illuminate(touch, light, [0.05, 0.05, 0.06], { sun: 0.2, sky: 0.4 });
          if (dark && level > 1 + mast * 0.93) Object.assign(touch, { red: 5, green: 0.5, blue: 0.4, glow: 1 });
        }
        return;
      }
      const reach = half * (level > stage2 ? steps[1]! : level > stage1 ? steps[0]! : 1);
      touch.cover = clamp((reach - Math.abs(right)) / pixel + 0.5) * clamp((height - up) / pixel + 0.3);
      if (touch.cover <= 0) return;
      const onSide = right * Math.sign(lx || 1) > reach * 0.46;
      const facing = onSide ? clamp(Math.abs(lx) * 0.95) : clamp(-lz * 0.85 + ly * 0.1);
      const fall = 0.55 + 0.45 * smooth(0, 0.5, level);
      illuminate(touch, light, shell, { sun: facing, sky: (glassy ? 0.75 : 0.5) * fall });
      paintWindows(touch, { right, up, pixel, reach });
      if (edges) {
        const rim = Math.max(
          Math.exp(-(((reach - Math.abs(right)) / 0.9) ** 2)),
          Math.exp(-(((height - up) / 1.1) ** 2)),
        );
        addLight(touch, neon, rim * power * 0.8);
      }
      if (sign && Math.abs(right / half - sign.at) < 0.13 && level > sign.low && level < sign.low + sign.tall) {
        const glyph = noise.at(right * 0.9 + twist, up * 0.34) > -0.12 ? 1 : 0.16;
        addLight(touch, other, glyph * power);
      }
    },
  };

  function paintWindows(touch: Touch, at: { right: number; up: number; pixel: number; reach: number }): void {
    const column = at.right / windowWidth;
    const row = at.up / floor;
    const inColumn = column - Math.floor(column);
    const inRow = row - Math.floor(row);
    const soft = at.pixel / windowWidth;
    const pane =
      smooth(0.2 - soft, 0.24 + soft, inColumn) *
      smooth(0.82 + soft, 0.78 - soft, inColumn) *
      smooth(0.22 - soft, 0.28 + soft, inRow) *
      smooth(0.8 + soft, 0.74 - soft, inRow);
    if (at.up < 4 || at.reach - Math.abs(at.right) < 1.2) return;
    const dice = noise.at(Math.floor(column) * 7.31 + twist, Math.floor(row) * 3.77 + 0.5) * 0.62 + 0.5;
    const wholeFloor = noise.at(Math.floor(row) * 5.13 + twist, 0.5) > 0.62;
    const isLit = dice < litShare || (wholeFloor && litShare > 0.2);
    if (isLit) {
      const tone = noise.at(Math.floor(column) * 2.1 + 5, Math.floor(row) * 1.7 + twist);
      addLight(
        touch,
        tone > 0.5 ? [0.7, 0.85, 1] : warm,
        pane * (0.75 + tone * 0.6) * (plan.time === 'dusk' ? 0.9 : 1.25),
      );
    } else if (glassy) {
      touch.red += light.haze[0] * 0.14 * pane;
      touch.green += light.haze[1] * 0.16 * pane;
      touch.blue += light.haze[2] * 0.2 * pane;
    } else {
      touch.red *= 1 - pane * 0.45;
      touch.green *= 1 - pane * 0.42;
      touch.blue *= 1 - pane * 0.36;
    }
  }
}

function addLight(touch: Touch, colour: Colour, level: number): void {
  if (level < 0.01) return;
  touch.red += colour[0] * level;
  touch.green += colour[1] * level;
  touch.blue += colour[2] * level;
  touch.glow = Math.max(touch.glow, Math.min(0.75, level));
}
