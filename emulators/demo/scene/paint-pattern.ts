import { clamp, hex, mix, ramp, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { Stage } from './stage.ts';

const PALETTES = [
  ['#f3ead9', '#e2a23b', '#c8553d', '#2d4654', '#243b4a'],
  ['#f4efe6', '#a8c5b5', '#e7b7a1', '#5b7f8c', '#2c3e50'],
  ['#1d2333', '#2f5d7c', '#7fb7be', '#f2d0a4', '#e07a5f'],
  ['#f7f1e3', '#d9c5e0', '#9a8bc4', '#5a4f8f', '#f0a868'],
];

/** Abstract sheets of colour, in one of four manners. */
export function paintPattern(stage: Stage): void {
  const { plan, reading } = stage;
  const colours =
    reading.palette.length > 1
      ? spread(reading.palette)
      : led(stage, (PALETTES[plan.variant % PALETTES.length] ?? []).map(hex));
  const manners = [paintSheets, paintCurrents, paintArcs, paintFacets];
  manners[plan.variant % manners.length]!(stage, colours);
  stage.onProgress(0.8);
}

function spread(palette: readonly Colour[]): Colour[] {
  const first = palette[0]!;
  const last = palette.at(-1)!;
  return [
    mix(first, [0.92, 0.88, 0.8], 0.82),
    mix(first, last, 0.25),
    first,
    last,
    mix(last, [0.01, 0.012, 0.02], 0.6),
  ];
}

function led({ reading }: Stage, colours: Colour[]): Colour[] {
  const lead = reading.palette[0];
  return lead
    ? [
        mix(lead, [0.95, 0.92, 0.86], 0.85),
        mix(lead, [1, 0.95, 0.85], 0.45),
        lead,
        mix(lead, [0.02, 0.02, 0.04], 0.5),
        mix(lead, [0.01, 0.01, 0.02], 0.8),
      ]
    : colours;
}

/** Waves of paper, each in front of the last and throwing a soft shadow on it. */
function paintSheets({ frame, noise, random }: Stage, colours: Colour[]): void {
  const { width, height, rgb } = frame;
  const table = ramp(colours);
  const sheets = 13;
  const lean = random.between(-0.25, 0.25);
  const phase = random.next() * 20;
  const edgeAt = (sheet: number, u: number): number =>
    -0.02 +
    ((sheet + 0.4) / sheets) * 1.02 +
    u * lean * 0.4 +
    noise.layered(u * 1.3 + sheet * 0.33 + phase, sheet * 0.41, 3) * 0.13 +
    Math.sin(u * 4 + sheet * 0.6 + phase) * 0.022;
  for (let x = 0; x < width; x += 1) {
    const u = x / height - width / height / 2;
    const edges = Array.from({ length: sheets }, (_, sheet) => edgeAt(sheet, u));
    for (let y = 0; y < height; y += 1) {
      const v = y / height;
      let colour: Colour = pickFrom(table, 0);
      let light = 1;
      for (let sheet = 0; sheet < sheets; sheet += 1) {
        const below = v - edges[sheet]!;
        if (below < -0.075) continue;
        const cover = clamp(below * height + 0.5);
        if (cover < 1) light *= 1 - 0.42 * Math.exp(-((Math.min(0, below) / 0.026) ** 2)) * (1 - cover);
        if (cover > 0) {
          const grain = 1 + noise.at(x / 2.3, y / 2.3) * 0.035;
          const fade = 1.12 - 0.34 * smooth(0, 0.2, below);
          const sheetColour = pickFrom(table, (sheet + 1) / sheets);
          colour = mix(
            colour,
            [sheetColour[0] * fade * grain, sheetColour[1] * fade * grain, sheetColour[2] * fade * grain],
            cover,
          );
          if (cover === 1) light = 1;
        }
      }
      rgb.set([colour[0] * light, colour[1] * light, colour[2] * light], (y * width + x) * 3);
    }
  }
}

/** Threads combed along a current that never crosses itself. */
function paintCurrents({ frame, noise, random }: Stage, colours: Colour[]): void {
  const { width, height, rgb } = frame;
  const unit = Math.sqrt(width * height);
  const table = ramp(colours);
  const turn = random.between(0.6, 1.5);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const u = x / unit;
      const v = y / unit;
      const bend = noise.layered(u * 1.25, v * 1.25, 3);
      const stream = v * 1.6 + u * 0.5 * turn + bend * 1.15;
      const band = stream * 5.2;
      const lane = Math.floor(band);
      const inLane = band - lane;
      const tone = noise.at(lane * 3.7 + 0.5, 4.5) * 0.5 + 0.5;
      const thread = noise.at(stream * 95, (u - v * bend) * 2.2) * 0.5 + noise.at(stream * 34 + 9, (u - v) * 1.1) * 0.5;
      const round = Math.sin(inLane * Math.PI) ** 0.55;
      const base = pickFrom(table, clamp(tone * 0.92 + (inLane - 0.5) * 0.14));
      const light = (0.36 + 0.68 * round) * (1 + thread * 0.22);
      const sheen = smooth(0.55, 0.95, round) * smooth(0.25, 0.75, thread) * 0.12;
      rgb.set([base[0] * light + sheen, base[1] * light + sheen, base[2] * light + sheen], (y * width + x) * 3);
    }
  }
}

/** Overlapping discs and arcs, as a print from the twenties. */
function paintArcs({ frame, noise, random }: Stage, colours: Colour[]): void {
  const { width, height, rgb } = frame;
  const [paper = [1, 1, 1] as Colour, ...inks] = colours;
  const shapes = Array.from({ length: 17 }, (_, index) => ({
    x: random.between(0.06, 0.94) * width,
    y: random.between(0.06, 0.94) * height,
    radius: Math.min(width, height) * (index < 3 ? random.between(0.26, 0.4) : random.between(0.05, 0.2)),
    hole: random.chance(0.5) ? 0 : random.between(0.4, 0.82),
    cut: random.chance(0.45) ? random.next() * Math.PI * 2 : null,
    ink: inks[index % inks.length]!,
    opacity: index < 3 ? 0.95 : random.between(0.72, 0.95),
  }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const tooth = 1 + noise.at(x / 2.1, y / 2.1) * 0.03 + noise.layered(x / 90, y / 90, 2) * 0.03;
      let colour: Colour = [paper[0] * tooth, paper[1] * tooth, paper[2] * tooth];
      for (const shape of shapes) {
        const dx = x - shape.x;
        const dy = y - shape.y;
        const away = Math.hypot(dx, dy);
        if (away > shape.radius + 1) continue;
        let cover =
          clamp(shape.radius - away + 0.5) * clamp(away - shape.radius * shape.hole + (shape.hole === 0 ? 2 : 0.5));
        if (shape.cut !== null) cover *= clamp(dx * Math.cos(shape.cut) + dy * Math.sin(shape.cut) + 0.5);
        if (cover <= 0) continue;
        const worn = 1 - 0.3 * smooth(0.35, 0.75, noise.layered(x / 5 + shape.x, y / 5, 3));
        // Inks are transparent: they multiply with what lies below.
        const under: Colour = [
          shape.ink[0] * (0.35 + 0.65 * colour[0]),
          shape.ink[1] * (0.35 + 0.65 * colour[1]),
          shape.ink[2] * (0.35 + 0.65 * colour[2]),
        ];
        colour = mix(colour, under, cover * shape.opacity * worn);
      }
      rgb.set(colour, (y * width + x) * 3);
    }
  }
}

/** Facets of cut glass: cells around scattered points, each with its own tilt to the light. */
function paintFacets({ frame, noise, random }: Stage, colours: Colour[]): void {
  const { width, height, rgb } = frame;
  const table = ramp(colours);
  const columns = Math.max(5, Math.round(width / Math.sqrt((width * height) / 80)));
  const cell = width / columns;
  const rows = Math.ceil(height / cell);
  const points = Array.from({ length: (columns + 2) * (rows + 2) }, (_, index) => ({
    x: ((index % (columns + 2)) - 1 + random.between(0.08, 0.92)) * cell,
    y: (Math.floor(index / (columns + 2)) - 1 + random.between(0.08, 0.92)) * cell,
    tiltX: random.between(-1, 1),
    tiltY: random.between(-1, 1),
    tone: random.next(),
  }));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let nearest = points[0]!;
      let first = 1e9;
      let second = 1e9;
      const column = Math.floor(x / cell) + 1;
      const row = Math.floor(y / cell) + 1;
      for (let r = Math.max(0, row - 1); r <= Math.min(rows + 1, row + 1); r += 1) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns + 1, column + 1); c += 1) {
          const point = points[r * (columns + 2) + c]!;
          const away = Math.hypot(x - point.x, y - point.y);
          if (away < first) {
            second = first;
            first = away;
            nearest = point;
          } else if (away < second) second = away;
        }
      }
      const drift = noise.layered(nearest.x / width + 2, (nearest.y / height) * 1.4, 3) * 0.55 + 0.5;
      const base = pickFrom(table, clamp(drift * 0.8 + nearest.tone * 0.24));
      const across = ((x - nearest.x) * nearest.tiltX + (y - nearest.y) * nearest.tiltY) / cell;
      const seam = smooth(0.5, 2.6, second - first);
      const light = (0.78 + across * 0.34 + nearest.tiltY * 0.12) * (0.45 + 0.55 * seam);
      rgb.set([base[0] * light, base[1] * light, base[2] * light], (y * width + x) * 3);
    }
  }
}

function pickFrom(table: Float32Array, position: number): Colour {
  const step = Math.floor(clamp(position) * 254) * 3;
  return [table[step]!, table[step + 1]!, table[step + 2]!];
}
