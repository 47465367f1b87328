/**
 * A dusk over hills, painted from one number: the welcome page shows a picture without loading one. Pure drawing; the same
 * seed and size give the same picture.
 */
interface Palette {
  sky: readonly [string, string, string];
  sun: string;
  hills: readonly [near: string, far: string];
}

const PALETTES: readonly Palette[] = [
  { sky: ['#1d2b53', '#b4527a', '#ffb36b'], sun: '#ffe3b0', hills: ['#140f26', '#8d4a78'] },
  { sky: ['#0e3b43', '#4f9d95', '#f7d9a3'], sun: '#fff4d6', hills: ['#071d22', '#4a8a86'] },
  { sky: ['#27214f', '#5b5fb0', '#f2b8c6'], sun: '#fff0ea', hills: ['#110f24', '#6a63a5'] },
  { sky: ['#3a1420', '#c2452d', '#ffc46b'], sun: '#fff1c9', hills: ['#1b080d', '#9c3d31'] },
  { sky: ['#12262e', '#31708e', '#f0e2c5'], sun: '#ffffff', hills: ['#08141a', '#3f7389'] },
];
const HILLS = 6;

export function paintDusk(
  context: CanvasRenderingContext2D,
  { width, height, seed }: { width: number; height: number; seed: number },
): void {
  const random = randomFrom(seed);
  const palette = PALETTES[Math.floor(random() * PALETTES.length)] ?? PALETTES[0]!;
  const horizon = height * (0.5 + random() * 0.14);
  const sky = context.createLinearGradient(0, 0, 0, horizon * 1.25);
  palette.sky.forEach((color, index) => sky.addColorStop([0, 0.58, 1][index] ?? 1, color));
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  paintSun(context, {
    x: width * (0.22 + random() * 0.56),
    y: horizon * (0.62 + random() * 0.26),
    radius: Math.min(width, height) * (0.055 + random() * 0.05),
    color: palette.sun,
  });
  for (let hill = 0; hill < HILLS; hill++) {
    const depth = hill / (HILLS - 1);
    context.fillStyle = mix(palette.hills[1], palette.hills[0], depth);
    paintHill(context, {
      width,
      height,
      top: horizon + (height - horizon) * depth * 0.82,
      swing: height * (0.045 + 0.05 * depth),
      random,
    });
  }
  paintGrain(context, { width, height, random });
}

function paintSun(
  context: CanvasRenderingContext2D,
  { x, y, radius, color }: { x: number; y: number; radius: number; color: string },
) {
  const glow = context.createRadialGradient(x, y, radius * 0.6, x, y, radius * 7);
  glow.addColorStop(0, `${color}ff`);
  glow.addColorStop(1, `${color}00`);
  context.globalCompositeOperation = 'soft-light';
  context.fillStyle = glow;
  context.fillRect(x - radius * 7, y - radius * 7, radius * 14, radius * 14);
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.fill();
}

function paintHill(
  context: CanvasRenderingContext2D,
  {
    width,
    height,
    top,
    swing,
    random,
  }: { width: number; height: number; top: number; swing: number; random: () => number },
) {
  const waves = [1.1, 2.3, 5.2, 11].map((pitch, index) => ({
    pitch: pitch * (0.7 + random() * 0.7),
    phase: random() * 9,
    weight: 1 / (index + 1) ** 1.35,
  }));
  context.beginPath();
  context.moveTo(0, height);
  for (let x = 0; x <= width; x += 3) {
    const lift = waves.reduce(
      (sum, wave) => sum + Math.sin((x / width) * Math.PI * wave.pitch + wave.phase) * wave.weight,
      0,
    );
    context.lineTo(x, top - lift * swing);
  }
  context.lineTo(width, height);
  context.fill();
}

function paintGrain(
  context: CanvasRenderingContext2D,
  { width, height, random }: { width: number; height: number; random: () => number },
) {
  for (let speck = 0; speck < (width * height) / 260; speck++) {
    context.fillStyle = random() > 0.5 ? 'rgb(255 255 255 / 0.05)' : 'rgb(0 0 0 / 0.06)';
    context.fillRect(random() * width, random() * height, 1.4, 1.4);
  }
}

/** Between two "#rrggbb" colours; 0 is the first. */
export function mix(from: string, to: string, amount: number): string {
  const channel = (color: string, at: number) => Number.parseInt(color.slice(at, at + 2), 16);
  return `rgb(${[1, 3, 5].map((at) => Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * amount)).join(' ')})`;
}

/** Mulberry32: small, even, and the same everywhere. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}
