import type { CloudPlan } from './clouds.ts';
import type { TimeOfDay } from './light-moods.ts';
import type { Weather } from './light.ts';
import type { Random } from './random.ts';
import type { PromptReading } from './read-prompt.ts';
import type { Subject } from './scene-words.ts';

export type SceneKind =
  | 'coast'
  | 'island'
  | 'lake'
  | 'sea'
  | 'desert'
  | 'forest'
  | 'mountains'
  | 'hills'
  | 'ridges'
  | 'city'
  | 'space'
  | 'marble'
  | 'pattern'
  | 'figure';

/** One composition: where the eye stands, where the weight lies, where light comes from. */
export interface ScenePlan {
  kind: SceneKind;
  time: TimeOfDay;
  weather: Weather;
  /** Part of the height that lies above the horizon. */
  horizon: number;
  /** -1 or 1: which side carries the weight. */
  side: number;
  /** Where the eye is led: -0.5 left edge to 0.5 right edge. */
  focus: number;
  /** Radians; 0 ahead. */
  sunAzimuth: number;
  sunHeight: number | undefined;
  /** Which of the hour's colourings. */
  variant: number;
  /** Factor on the camera's height. */
  vantage: number;
  /** Factor on the focal length. */
  zoom: number;
  clouds: CloudPlan[];
}

interface Composition {
  horizon: number;
  focus: number;
  /** `ahead` puts the sun into the picture, `beside` lets it rake over the land. */
  sun: 'ahead' | 'beside';
  vantage: number;
  zoom: number;
  clouds: CloudPlan['kind'];
}

/** Four ways to look at the same thing; one for each picture of a set. */
const COMPOSITIONS: readonly Composition[] = [
  { horizon: 0.6, focus: 0.2, sun: 'ahead', vantage: 1, zoom: 1, clouds: 'banks' },
  { horizon: 0.47, focus: -0.17, sun: 'beside', vantage: 3.2, zoom: 0.92, clouds: 'deck' },
  { horizon: 0.68, focus: -0.04, sun: 'ahead', vantage: 0.55, zoom: 0.86, clouds: 'streaks' },
  { horizon: 0.55, focus: 0.13, sun: 'beside', vantage: 1.7, zoom: 1.32, clouds: 'banks' },
];

const TIMES: readonly TimeOfDay[] = ['golden', 'dusk', 'dawn', 'noon'];

export function planScene(reading: PromptReading, { random, index }: { random: Random; index: number }): ScenePlan {
  const turn = Math.floor(random.next() * COMPOSITIONS.length);
  const composition = COMPOSITIONS[(index + turn) % COMPOSITIONS.length] ?? COMPOSITIONS[0]!;
  const side = (random.chance(0.5) ? 1 : -1) * (index % 2 === 0 ? 1 : -1);
  const kind = kindOf(reading.subjects) ?? DEFAULT_KINDS[(index + turn) % DEFAULT_KINDS.length]!;
  const time = timeOf(reading, kind, (index + turn) % TIMES.length);
  const weather = weatherOf(reading, random);
  // A light that the prompt names belongs into the picture.
  const ahead = composition.sun === 'ahead' || reading.subjects.has('moon');
  const isMeadow = reading.subjects.has('flowers');
  const away = ahead ? random.between(0.03, 0.2) : random.between(0.75, 1.35);
  return {
    kind,
    time,
    weather,
    horizon: (isMeadow ? Math.min(0.5, composition.horizon - 0.08) : composition.horizon) + random.between(-0.02, 0.02),
    side,
    focus: composition.focus * side,
    sunAzimuth: away * (ahead ? -Math.sign(composition.focus) : Math.sign(composition.focus)) * side,
    sunHeight: time === 'night' ? random.between(13, 19) : ahead ? undefined : sideHeight(time),
    variant: index + turn,
    vantage: isMeadow ? Math.min(0.8, composition.vantage) : composition.vantage,
    zoom: composition.zoom,
    clouds: cloudsOf(composition.clouds, weather, random),
  };
}

const KINDS: readonly (readonly [SceneKind, readonly Subject[]])[] = [
  ['figure', ['figure']],
  ['marble', ['marble']],
  ['city', ['city']],
  ['coast', ['lighthouse']],
  ['island', ['island']],
  ['lake', ['lake']],
  ['desert', ['desert']],
  ['coast', ['coast']],
  ['sea', ['sea', 'boat']],
  ['forest', ['forest']],
  ['mountains', ['mountains']],
  ['hills', ['flowers', 'hills', 'tree', 'house', 'blossom', 'autumn']],
  ['space', ['galaxy', 'planet']],
  ['pattern', ['pattern']],
  ['lake', ['stars', 'moon']],
  ['mountains', ['snow']],
  ['sea', ['birds']],
];

/** Where the words name no place, each picture of the set is another one. */
const DEFAULT_KINDS: readonly SceneKind[] = ['ridges', 'lake', 'sea', 'ridges'];

function kindOf(subjects: ReadonlySet<Subject>): SceneKind | null {
  // A forest among mountains is a mountain picture with trees in front.
  if (subjects.has('forest') && subjects.has('mountains') && !subjects.has('lake')) return 'mountains';
  for (const [kind, words] of KINDS) if (words.some((word) => subjects.has(word))) return kind;
  return null;
}

function timeOf(reading: PromptReading, kind: SceneKind, turn: number): TimeOfDay {
  if (reading.time) return reading.time;
  if (reading.style === 'neon') return turn % 2 === 0 ? 'night' : 'dusk';
  if (reading.moods.has('dark')) return turn % 2 === 0 ? 'blue' : 'dusk';
  if (reading.subjects.has('stars')) return 'night';
  if (kind === 'city') return (['dusk', 'blue', 'golden', 'night'] as const)[turn] ?? 'dusk';
  return TIMES[turn] ?? 'golden';
}

function weatherOf(reading: PromptReading, random: Random): Weather {
  if (reading.weather) return reading.weather;
  if (reading.moods.has('dramatic')) return 'fair';
  if (reading.moods.has('calm') || reading.moods.has('minimal')) return 'clear';
  return random.chance(0.6) ? 'fair' : 'clear';
}

/** With the sun beside the view the land is lit more from above than under a sun that stands in the picture. */
function sideHeight(time: TimeOfDay): number {
  return { dawn: 13, golden: 20, noon: 40, dusk: 9, blue: 8, night: 30 }[time];
}

function cloudsOf(kind: CloudPlan['kind'], weather: Weather, random: Random): CloudPlan[] {
  const grain = random.between(0.85, 1.2);
  switch (weather) {
    case 'clear':
      return [{ kind: 'streaks', cover: 0.4, grain, opacity: 0.45 }];
    case 'fair':
      return kind === 'streaks'
        ? [{ kind, cover: 0.52, grain, opacity: 0.8 }]
        : [
            { kind: 'streaks', cover: 0.4, grain: grain * 0.8, opacity: 0.4 },
            { kind, cover: kind === 'deck' ? 0.42 : 0.46, grain, opacity: 0.94 },
          ];
    case 'misty':
      return [{ kind: 'streaks', cover: 0.5, grain, opacity: 0.35 }];
    case 'overcast':
    case 'snowfall':
      return [{ kind: 'deck', cover: 0.75, grain: grain * 0.8, opacity: 0.75 }];
    case 'stormy':
    case 'rain':
      return [
        { kind: 'deck', cover: 0.85, grain: grain * 0.7, opacity: 0.9 },
        { kind: 'banks', cover: 0.5, grain: grain * 1.2, opacity: 0.7 },
      ];
  }
}
