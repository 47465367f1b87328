import { lean, mix } from './colour.ts';
import { develop, NATURAL } from './finish.ts';
import type { Finish } from './finish.ts';
import { makeLight, tinted } from './light.ts';
import { Noise } from './noise.ts';
import { paintCity } from './paint-city.ts';
import { cutFigure } from './paint-figure.ts';
import { paintLandscape } from './paint-landscape.ts';
import { paintMarble } from './paint-marble.ts';
import { paintPattern } from './paint-pattern.ts';
import { paintSpace } from './paint-space.ts';
import { paintWeather } from './paint-weather.ts';
import type { Picture } from './picture.ts';
import { planScene } from './plan-scene.ts';
import type { ScenePlan } from './plan-scene.ts';
import { Random } from './random.ts';
import { readPrompt } from './read-prompt.ts';
import type { Stage } from './stage.ts';
import { applyStyle } from './styles.ts';
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
  paintScene(stage);
  paintWeather(stage);
  stage.onProgress(0.85);
  const picture = applyStyle(stage.reading.style, develop(request, stage.frame.rgb, finishOf(stage)), stage);
  stage.onProgress(1);
  return picture;
}

function paintScene(stage: Stage): void {
  switch (stage.plan.kind) {
    case 'city':
      return paintCity(stage);
    case 'space':
      return paintSpace(stage);
    case 'marble':
      return paintMarble(stage);
    case 'pattern':
      return paintPattern(stage);
    case 'figure':
      paintLandscape({
        ...stage,
        plan: { ...stage.plan, kind: FIGURE_FILLS[stage.plan.variant % FIGURE_FILLS.length]! },
      });
      return cutFigure(stage);
    default:
      return paintLandscape(stage);
  }
}

/** What is seen inside a head. */
const FIGURE_FILLS = ['ridges', 'forest', 'lake', 'mountains'] as const;

function finishOf({ plan, reading, light }: Stage): Finish {
  const isFlat = plan.kind === 'marble' || plan.kind === 'pattern' || plan.kind === 'figure';
  const saturation = NATURAL.saturation * (reading.moods.has('vivid') ? 1.2 : reading.moods.has('soft') ? 0.86 : 1);
  const contrast = NATURAL.contrast + (reading.moods.has('dramatic') ? 0.1 : reading.moods.has('soft') ? -0.06 : 0);
  if (isFlat) return { ...NATURAL, bloom: 0.05, vignette: 0.07, saturation, contrast };
  const exposure = light.isMoon ? 1.12 : 1;
  const bloom = plan.kind === 'city' && light.isMoon ? 0.34 : NATURAL.bloom;
  return { ...NATURAL, saturation, contrast, exposure, bloom };
}

function setStage({ prompt, seed, index, width, height, palette, style, onProgress = () => {} }: SceneRequest): Stage {
  const reading = readPrompt(prompt, { palette, style });
  // The set's plan is thrown with common dice, so that its pictures differ by design and not by luck.
  const plan = planScene(reading, { random: new Random(prompt, seed), index });
  const random = new Random(prompt, seed, index);
  const aspect = width / height;
  const focal = height * Math.max(0.95, Math.min(1.75, aspect / 1.15)) * plan.zoom;
  const plain = makeLight({
    time: plan.time,
    weather: plan.weather,
    azimuth: plan.sunAzimuth,
    heightDegrees: sunHeight(plan, focal, height),
    variant: plan.variant,
  });
  const lead = reading.palette[0];
  const light = lead ? tinted(plain, (colour) => mix(colour, lean(colour, lead, 1), 0.6)) : plain;
  const view = {
    width,
    height,
    horizon: height * plan.horizon,
    focal,
    cameraHeight: cameraHeight(plan.kind) * plan.vantage,
  };
  return {
    reading,
    plan,
    random,
    noise: new Noise(random),
    light,
    view,
    frame: createFrame(width, height),
    onProgress,
  };
}

/** Lowers a sun or moon that would stand above the picture. */
function sunHeight(
  { sunHeight: wanted, sunAzimuth, horizon }: ScenePlan,
  focal: number,
  height: number,
): number | undefined {
  if (wanted === undefined || Math.abs(sunAzimuth) > 0.5) return wanted;
  const highest = (Math.atan((horizon * height * 0.74) / focal) * 180) / Math.PI;
  return Math.min(wanted, highest);
}

function cameraHeight(kind: string): number {
  const heights: Readonly<Record<string, number>> = {
    lake: 7,
    coast: 5,
    island: 5,
    sea: 4,
    mountains: 24,
    ridges: 230,
    hills: 7,
    forest: 13,
    desert: 13,
    city: 9,
    figure: 30,
  };
  return heights[kind] ?? 10;
}
