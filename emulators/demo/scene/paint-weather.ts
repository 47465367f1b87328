import { clamp, smooth } from './colour.ts';
import type { Stage } from './stage.ts';
import { columnOf, rowOf } from './view.ts';

/** What falls through the air, over everything else. */
export function paintWeather(stage: Stage): void {
  const { plan } = stage;
  if (plan.weather === 'rain' || plan.weather === 'stormy') paintRain(stage, plan.weather === 'rain' ? 1 : 0.6);
  if (plan.weather === 'snowfall') paintSnowfall(stage);
}

function paintRain({ frame, random, light }: Stage, amount: number): void {
  const { width, height, rgb } = frame;
  const unit = Math.sqrt(width * height) / 1_000;
  const slant = random.between(-0.22, -0.1);
  const [r, g, b] = light.haze;
  for (let count = 0; count < 2_600 * amount; count += 1) {
    const near = random.next() ** 2;
    const length = (16 + 60 * near) * unit;
    const level = (0.02 + 0.075 * near) * random.between(0.5, 1);
    const x0 = random.between(-0.1, 1.1) * width;
    const y0 = random.between(-0.1, 1) * height;
    const half = Math.max(0.5, (0.45 + near * 0.7) * unit);
    for (let step = 0; step < length; step += 1) {
      const y = Math.floor(y0 + step);
      if (y < 0 || y >= height) continue;
      const middle = x0 + slant * step;
      const strength = level * Math.sin((step / length) * Math.PI);
      for (let x = Math.floor(middle - half); x <= middle + half; x += 1) {
        if (x < 0 || x >= width) continue;
        const cover = strength * clamp(half + 0.5 - Math.abs(x + 0.5 - middle));
        const at = (y * width + x) * 3;
        // Drops take their light from what shines behind them.
        rgb[at] = rgb[at]! * (1 + cover * 1.4) + (r + 0.12) * cover;
        rgb[at + 1] = rgb[at + 1]! * (1 + cover * 1.4) + (g + 0.13) * cover;
        rgb[at + 2] = rgb[at + 2]! * (1 + cover * 1.4) + (b + 0.16) * cover;
      }
    }
  }
}

function paintSnowfall({ frame, random, light }: Stage): void {
  const { width, height, rgb } = frame;
  const unit = Math.sqrt(width * height) / 1_000;
  const bright = 0.5 + light.ambient[1] * 0.9 + light.sun[1] * 0.12;
  for (let count = 0; count < 1_500; count += 1) {
    const near = random.next() ** 4;
    const radius = (0.9 + near * 7) * unit;
    const level = (0.75 - near * 0.5) * random.between(0.4, 1);
    const cx = random.next() * width;
    const cy = random.next() * height;
    for (let y = Math.max(0, Math.floor(cy - radius)); y <= Math.min(height - 1, cy + radius); y += 1) {
      for (let x = Math.max(0, Math.floor(cx - radius)); x <= Math.min(width - 1, cx + radius); x += 1) {
        const cover = level * smooth(1, 0.25 + near * 0.3, Math.hypot(x + 0.5 - cx, y + 0.5 - cy) / radius);
        const at = (y * width + x) * 3;
        rgb[at] = rgb[at]! + (bright - rgb[at]!) * cover;
        rgb[at + 1] = rgb[at + 1]! + (bright - rgb[at + 1]!) * cover;
        rgb[at + 2] = rgb[at + 2]! + (bright * 1.03 - rgb[at + 2]!) * cover;
      }
    }
  }
}

/** Two beams from a lantern, bright near it and lost in the dark. */
export function paintBeams(
  { frame, view, light, plan }: Stage,
  lantern: { x: number; z: number; height: number },
): void {
  const cx = columnOf(view, lantern.x, lantern.z);
  const cy = rowOf(view, lantern.height, lantern.z);
  const power = { night: 0.55, blue: 0.42, dusk: 0.3, dawn: 0.16, golden: 0, noon: 0 }[plan.time];
  if (power === 0) return;
  const thick = light.visibility < 4_000 ? 1.7 : 1;
  for (let y = 0; y < frame.height; y += 1) {
    for (let x = 0; x < frame.width; x += 1) {
      const dx = x - cx;
      const along = Math.abs(dx) / view.height;
      const drop = (y - cy) / view.height + along * 0.03 * Math.sign(dx) * plan.side;
      const spread = 0.005 + along * 0.075;
      const across = drop / spread;
      if (across * across > 7) continue;
      const level =
        power * thick * Math.exp(-across * across) * Math.exp(-along * 2.6) * (0.022 / (spread + 0.006)) * 0.5;
      const at = (y * frame.width + x) * 3;
      frame.rgb[at] = frame.rgb[at]! + level;
      frame.rgb[at + 1] = frame.rgb[at + 1]! + level * 0.86;
      frame.rgb[at + 2] = frame.rgb[at + 2]! + level * 0.58;
    }
  }
}
