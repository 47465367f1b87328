import { clamp, hex, mix, ramp, scale, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import { paintStars } from './sky.ts';
import type { Stage } from './stage.ts';
import type { Frame } from './view.ts';

const NEBULAE = [
  ['#05060f', '#141335', '#3b1f5e', '#8e3a78', '#e0805a', '#ffd9a0'],
  ['#03070f', '#0a1b33', '#12456a', '#2c8a96', '#8fd0b4', '#fff0c8'],
  ['#08050d', '#24102e', '#5c1d47', '#b03a4c', '#e88a58', '#ffe2b0'],
  ['#04060c', '#101a3a', '#2c3a86', '#6a66c8', '#c49ae0', '#fff0f4'],
];

/** Deep space: clouds of light, a spiral galaxy, or a planet with its ring. */
export function paintSpace(stage: Stage): void {
  const { reading, plan, frame, view, light, noise, random } = stage;
  const colours =
    reading.palette.length > 0 ? fromPalette(reading.palette) : (NEBULAE[plan.variant % NEBULAE.length] ?? []).map(hex);
  const table = ramp(colours);
  const showPlanet = reading.subjects.has('planet');
  paintNebula(stage, table, showPlanet || plan.variant % 2 === 0 ? 0.75 : 1);
  const whole = { ...view, horizon: frame.height * 1.6 };
  paintStars(frame, whole, { ...light, stars: 1 }, { noise, random });
  stage.onProgress(0.5);
  if (showPlanet) paintPlanet(stage, colours);
  else if (plan.variant % 2 === 0) paintGalaxy(stage, table);
}

function fromPalette(palette: readonly Colour[]): Colour[] {
  const night: Colour = [0.002, 0.003, 0.008];
  const first = palette[0] ?? night;
  const last = palette.at(-1) ?? first;
  return [night, mix(night, first, 0.12), mix(night, first, 0.5), first, last, mix(last, [1, 0.95, 0.85], 0.7)];
}

function paintNebula({ frame, noise, plan }: Stage, table: Float32Array, strength: number): void {
  const { width, height, rgb } = frame;
  const unit = Math.sqrt(width * height);
  const lean = 0.5 * plan.side;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = (x - width / 2) / unit;
      const v = (y - height / 2) / unit;
      const wx = noise.layered(u * 1.9 + 3, v * 1.9, 3);
      const wy = noise.layered(u * 1.9 - 7, v * 1.9 + 5, 3);
      const gas = noise.layered(u * 2.1 + wx * 0.9, v * 2.1 + wy * 0.9, 6, 0.56);
      const dust = noise.layered(u * 3.4 - wy * 1.2 + 20, v * 3.4 + wx, 5, 0.55);
      const band = Math.exp(-((v - u * lean - plan.focus * 0.3) ** 2) * 5);
      const body = clamp(0.1 + (gas * 0.75 + 0.34) * band * 1.15);
      const shade = 1 - smooth(0.0, 0.5, dust) * 0.85 * band;
      const step = Math.floor(clamp(body * (0.45 + 0.55 * shade)) * 254) * 3;
      const level = strength * (0.3 + 0.7 * shade);
      const at = (y * width + x) * 3;
      rgb[at] = table[step]! * level;
      rgb[at + 1] = table[step + 1]! * level;
      rgb[at + 2] = table[step + 2]! * level;
    }
  }
}

function paintGalaxy({ frame, noise, plan, random }: Stage, table: Float32Array): void {
  const { width, height, rgb } = frame;
  const unit = Math.sqrt(width * height);
  const tilt = random.between(0.38, 0.62);
  const turn = random.between(-0.7, 0.7);
  const arms = random.chance(0.6) ? 2 : 3;
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = (x - width * (0.5 + plan.focus * 0.3)) / unit;
      const v = (y - height * 0.47) / unit;
      const px = (u * cosine + v * sine) * 1.75;
      const py = ((-u * sine + v * cosine) / tilt) * 1.75;
      const away = Math.hypot(px, py);
      if (away > 1.25) continue;
      const angle = Math.atan2(py, px);
      const wisp = noise.layered(px * 4.2, py * 4.2, 5, 0.58);
      const spiral = Math.cos(arms * (angle - Math.log(away + 0.04) * 2.5) + wisp * 1.5) * 0.5 + 0.5;
      const arm = spiral ** 1.5 * Math.exp(-away * 1.7) * smooth(1.2, 0.5, away) * (0.75 + wisp * 0.9);
      const lane =
        smooth(0.35, 0.6, spiral) * smooth(0.95, 0.7, spiral) * smooth(0, 0.4, wisp) * smooth(0.1, 0.3, away);
      const core = 1.4 * Math.exp(-away * away * 90) + 0.5 * Math.exp(-away * 7.5);
      const step = Math.floor(clamp(0.35 + arm * 0.5 + core * 0.5) * 254) * 3;
      const level = (Math.max(0, arm) * 2.6 + core) * (1 - lane * 0.6);
      const clump = noise.at(px * 26 + 9, py * 26) > 0.62 ? arm * 2 : 0;
      const at = (y * width + x) * 3;
      rgb[at] = rgb[at]! + table[step]! * level + clump * 0.9;
      rgb[at + 1] = rgb[at + 1]! + table[step + 1]! * level + clump * 0.75;
      rgb[at + 2] = rgb[at + 2]! + table[step + 2]! * level + clump;
    }
  }
}

function paintPlanet(stage: Stage, colours: readonly Colour[]): void {
  const { frame, noise, plan, random, reading } = stage;
  const { width, height } = frame;
  const short = Math.min(width, height);
  const radius = short * [0.27, 0.36, 0.2, 0.31][plan.variant % 4]!;
  const cx = width * (0.5 + plan.focus * 0.5);
  const cy = height * (0.46 + 0.05 * plan.side);
  const named = reading.subjectColours.get('planet');
  const bands = ramp(
    named
      ? [scale(named, 0.4), named, mix(named, [1, 0.95, 0.85], 0.6), named]
      : [colours[2]!, colours[3]!, colours[4]!, mix(colours[4]!, colours[3]!, 0.5)],
  );
  const tilt = random.between(-0.5, 0.5);
  const hasRing = plan.variant % 2 === 0;
  const sun = normal(-0.75 * plan.side, 0.42, 0.5);
  if (hasRing) ring(frame, { cx, cy, radius, tilt, bands, noise, front: false, sun });
  sphere(frame, { cx, cy, radius }, (nx, ny, nz) => {
    const ry = ny * Math.cos(tilt) - nx * Math.sin(tilt);
    const rx = nx * Math.cos(tilt) + ny * Math.sin(tilt);
    const swirl = noise.layered(rx * 1.6 + 3, ry * 7, 4) * 0.12 + noise.layered(rx * 4, ry * 11 + 8, 3) * 0.05;
    const step = Math.floor(clamp(0.5 + 0.5 * Math.sin((ry + swirl) * 9)) * 254) * 3;
    const day = clamp(nx * sun[0] + ny * sun[1] + nz * sun[2] + 0.04);
    const rim = (1 - nz) ** 3 * (0.25 + day);
    const air = named ?? colours[3]!;
    return [0, 1, 2].map(
      (channel) => bands[step + channel]! * day * 1.9 + air[channel]! * rim * 1.1,
    ) as unknown as Colour;
  });
  if (hasRing) ring(frame, { cx, cy, radius, tilt, bands, noise, front: true, sun });
  const moonAway = radius * 1.75;
  sphere(frame, { cx: cx - moonAway * plan.side, cy: cy + radius * 0.75, radius: radius * 0.085 }, (nx, ny, nz) => {
    const day = clamp(nx * sun[0] + ny * sun[1] + nz * sun[2]);
    const grey = day * (0.75 + noise.layered(nx * 2.4, ny * 2.4, 3) * 0.4);
    return [grey, grey * 0.96, grey * 0.9];
  });
}

function normal(x: number, y: number, z: number): Colour {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function sphere(
  frame: Frame,
  at: { cx: number; cy: number; radius: number },
  paint: (nx: number, ny: number, nz: number) => Colour,
): void {
  const { cx, cy, radius } = at;
  for (let y = Math.max(0, Math.floor(cy - radius - 1)); y < Math.min(frame.height, cy + radius + 1); y += 1) {
    for (let x = Math.max(0, Math.floor(cx - radius - 1)); x < Math.min(frame.width, cx + radius + 1); x += 1) {
      const nx = (x + 0.5 - cx) / radius;
      const ny = -(y + 0.5 - cy) / radius;
      const away = Math.hypot(nx, ny);
      const cover = clamp((1 - away) * radius + 0.5);
      if (cover <= 0) continue;
      const colour = paint(nx, ny, Math.sqrt(Math.max(0, 1 - away * away)));
      const target = (y * frame.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        frame.rgb[target + channel] = frame.rgb[target + channel]! * (1 - cover) + colour[channel]! * cover;
      }
    }
  }
}

function ring(
  frame: Frame,
  how: {
    cx: number;
    cy: number;
    radius: number;
    tilt: number;
    bands: Float32Array;
    noise: Stage['noise'];
    front: boolean;
    sun: Colour;
  },
): void {
  const { cx, cy, radius, tilt, bands, noise, front, sun } = how;
  const open = 0.2;
  const reach = radius * 2.35;
  for (let y = Math.max(0, Math.floor(cy - reach)); y < Math.min(frame.height, cy + reach); y += 1) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x < Math.min(frame.width, cx + reach); x += 1) {
      const dx = (x + 0.5 - cx) / radius;
      const dy = (y + 0.5 - cy) / radius;
      const rx = dx * Math.cos(tilt) - dy * Math.sin(tilt);
      const ry = (dx * Math.sin(tilt) + dy * Math.cos(tilt)) / open;
      if (ry > 0 !== front) continue;
      const away = Math.hypot(rx, ry);
      if (away < 1.3 || away > 2.3) continue;
      const grooves = noise.layered(away * 13, 2.5, 4) * 0.5 + 0.55;
      const gap = 1 - smooth(0.03, 0.01, Math.abs(away - 1.95));
      const cover = clamp(smooth(1.3, 1.38, away) * smooth(2.3, 2.2, away) * grooves * gap * 0.9);
      // The planet's own shadow falls on the far part of its ring.
      const shadow = rx * sun[0] < 0 && Math.abs(ry) < 1.05 && !front ? smooth(0.4, 1.3, Math.abs(ry)) * 0.8 + 0.2 : 1;
      const step = Math.floor(clamp(0.45 + (away - 1.8) * 0.6 + grooves * 0.2) * 254) * 3;
      const target = (y * frame.width + x) * 3;
      for (let channel = 0; channel < 3; channel += 1) {
        frame.rgb[target + channel] =
          frame.rgb[target + channel]! * (1 - cover) + bands[step + channel]! * 1.3 * shadow * cover;
      }
    }
  }
}
