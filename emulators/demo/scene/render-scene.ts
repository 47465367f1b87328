import { lean, mix } from './colour.ts';
import { develop, NATURAL } from './finish.ts';
import { makeLight, tinted } from './light.ts';
import { Noise } from './noise.ts';
import { paintLandscape } from './paint-landscape.ts';
import type { Picture } from './picture.ts';
import { planScene } from './plan-scene.ts';
import { Random } from './random.ts';
import { readPrompt } from './read-prompt.ts';
import type { Stage } from './stage.ts';
import { createFrame } from './view.ts';

export interface SceneRequest {
  prompt: string;
  seed: number;
  /** Which of the variations: each has its own composition. */
  index: number;
  width: number;
  height: number;
  /** `#rrggbb` that leads the colours. */
  palette?: string | null;
  style?: string;
  onProgress?: (fraction: number) => void;
}

/** Draws a scene. Pure: the same request gives the same pixels; other sizes give the same scene. */
export function renderScene(request: SceneRequest): Picture {
  const stage = setStage(request);
  paintLandscape(stage);
  stage.onProgress(0.9);
  return develop(request, stage.frame.rgb, NATURAL);
}

function setStage({ prompt, seed, index, width, height, palette, style, onProgress = () => {} }: SceneRequest): Stage {
  const reading = readPrompt(prompt, { palette, style });
  // The set's plan is thrown with common dice, so that its pictures differ by design and not by luck.
  const plan = planScene(reading, { random: new Random(prompt, seed), index });
  const random = new Random(prompt, seed, index);
  const plain = makeLight({
    time: plan.time,
    weather: plan.weather,
    azimuth: plan.sunAzimuth,
    heightDegrees: plan.sunHeight,
    variant: plan.variant,
  });
  const lead = reading.palette[0];
  const light = lead ? tinted(plain, (colour) => mix(colour, lean(colour, lead, 1), 0.6)) : plain;
  const aspect = width / height;
  const focal = height * Math.max(0.95, Math.min(1.75, aspect / 1.15)) * plan.zoom;
  const view = { width, height, horizon: height * plan.horizon, focal, cameraHeight: cameraHeight(plan.kind) * plan.vantage };
  return { reading, plan, random, noise: new Noise(random), light, view, frame: createFrame(width, height), onProgress };
}

function cameraHeight(kind: string): number {
  const heights: Readonly<Record<string, number>> = { lake: 7, coast: 5, island: 5, sea: 4, mountains: 42, ridges: 190, hills: 34, forest: 30, desert: 22 };
  return heights[kind] ?? 10;
}
