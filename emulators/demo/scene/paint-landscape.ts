import { hex, lean, mix } from './colour.ts';
import type { Colour } from './colour.ts';
import { paintClouds } from './clouds.ts';
import { coastLand, duneLand, forestLand, hillLand, islandLand, lakeLand, rangeLand, ridgeLand } from './lands.ts';
import type { CoastTerrain, LandPlan } from './lands.ts';
import { paintTerrain } from './march.ts';
import { lanternOf, paintFeatures } from './paint-features.ts';
import { flowerColours, paintMeadow } from './paint-meadow.ts';
import { paintBeams } from './paint-weather.ts';
import type { SceneKind } from './plan-scene.ts';
import { paintDisc, paintSky, paintStars } from './sky.ts';
import type { Stage } from './stage.ts';
import type { Terrain } from './terrain.ts';
import { paintWater } from './water.ts';

const EYE_HEIGHT = 1.7;
const GRASSY: ReadonlySet<SceneKind> = new Set(['hills', 'mountains', 'forest', 'lake']);

/** Sky, land, what stands on it, water, what swims on it. */
export function paintLandscape(stage: Stage): void {
  const { frame, view, light, noise, plan, reading } = stage;
  paintHeavens(stage);
  const terrain = landOf(stage);
  standOn(stage, terrain);
  const lying = { misty: 0.85, rain: 0.4, snowfall: 0.5, stormy: 0.3, overcast: 0.25, clear: 0.12, fair: 0.16 };
  const mist =
    plan.kind === 'ridges' ? 0.92 : plan.kind === 'desert' ? lying[plan.weather] * 0.25 : lying[plan.weather];
  paintTerrain(frame, view, light, {
    terrain,
    air: { mist: plan.time === 'dawn' ? Math.max(mist, 0.45) : mist, mistHeight: plan.kind === 'ridges' ? 85 : 55 },
    onColumn: (fraction) => stage.onProgress(0.2 + fraction * 0.5),
  });
  paintFeatures(stage, terrain);
  const isOpenSea = plan.kind === 'sea' || plan.kind === 'coast' || plan.kind === 'island';
  const calm = reading.moods.has('calm') ? 0.45 : 1;
  const rough = plan.weather === 'stormy' ? 1 : isOpenSea ? 0.62 : 0.3;
  paintWater(frame, view, light, {
    plan: { body: waterBody(stage), roughness: rough * calm, bed: isOpenSea ? terrain : null },
    noise,
  });
  const isSnowy = reading.subjects.has('snow') || plan.weather === 'snowfall';
  if (GRASSY.has(plan.kind) && !isSnowy) paintMeadow(stage, terrain);
  if ('top' in terrain && reading.subjects.has('lighthouse')) paintBeams(stage, lanternOf(terrain as CoastTerrain));
}

/** The camera stands on the ground, never in it. */
function standOn(stage: Stage, terrain: Terrain): void {
  const { view } = stage;
  let ground = 0;
  for (let step = 0; step < 24; step += 1) {
    const z = 1.5 + (step % 6) * 3.5;
    const x = (Math.floor(step / 6) / 3 - 0.5) * z * (view.width / view.focal);
    ground = Math.max(ground, terrain.heightAt(x, z, 6));
  }
  view.cameraHeight = Math.max(view.cameraHeight, ground + EYE_HEIGHT);
}

export function paintHeavens(stage: Stage): void {
  const { frame, view, light, noise, random, plan } = stage;
  paintSky(frame, view, light);
  if (light.stars > 0.1) paintStars(frame, view, light, { noise, random });
  if (
    plan.weather !== 'overcast' &&
    plan.weather !== 'rain' &&
    plan.weather !== 'snowfall' &&
    plan.weather !== 'stormy'
  ) {
    const isMoonNamed = stage.reading.subjects.has('moon');
    const radius = light.isMoon ? (isMoonNamed ? 0.05 : 0.034) : plan.time === 'noon' ? 0.019 : 0.023;
    if (plan.time !== 'blue' || isMoonNamed) paintDisc(frame, view, light, { radius, noise });
  }
  for (const clouds of plan.clouds) {
    const thin = light.isMoon ? 0.55 : 1;
    paintClouds(frame, view, light, { plan: { ...clouds, opacity: clouds.opacity * thin }, noise });
  }
  stage.onProgress(0.2);
}

function landOf(stage: Stage): Terrain {
  const { plan, noise, reading } = stage;
  const bloom = reading.subjects.has('flowers') ? (flowerColours(stage)[0] ?? null) : null;
  const land: LandPlan = {
    noise,
    opening: plan.focus,
    side: -plan.side,
    ...groundColours(stage),
    snowLine: snowLineOf(stage),
    bloom,
  };
  switch (plan.kind) {
    case 'lake':
      return lakeLand(land);
    case 'mountains':
      return rangeLand(land);
    case 'hills':
      return hillLand(land);
    case 'forest':
      return forestLand(land);
    case 'desert':
      return duneLand({
        ...land,
        sand: led(
          stage,
          stage.reading.subjectColours.get('desert') ?? hex(plan.time === 'night' ? '#c9a98a' : '#cf9a62'),
          0.5,
        ),
      });
    case 'island':
      return islandLand(land, { near: true });
    case 'sea':
      return reading.subjects.has('mountains') ? lakeLand(land) : islandLand(land, { near: false });
    case 'coast':
      return coastLand({ ...land, opening: -plan.focus || 0.15 });
    default:
      return ridgeLand(land);
  }
}

function snowLineOf({ reading, plan }: Stage): number {
  if (reading.subjects.has('snow') || plan.weather === 'snowfall')
    return plan.kind === 'lake' || plan.kind === 'mountains' ? 130 : -400;
  if (plan.kind === 'ridges') return 5_000;
  return reading.subjects.has('autumn') ? 900 : 640;
}

function groundColours(stage: Stage): { growth: Colour; rock: Colour } {
  const { reading, plan } = stage;
  const isAutumn = reading.subjects.has('autumn');
  const growth = isAutumn ? hex('#8f6a2c') : plan.kind === 'hills' ? hex('#4d5f30') : hex('#35482a');
  const rock = plan.kind === 'coast' || plan.kind === 'island' ? hex('#6f665c') : hex('#857b70');
  const named = (subject: 'hills' | 'forest' | 'mountains', colour: Colour): Colour => {
    const lead = reading.subjectColours.get(subject);
    return lead ? lean(colour, lead, subject === 'hills' ? 0.35 : 0.8) : colour;
  };
  return {
    growth: led(stage, named('hills', named('forest', growth)), 0.3),
    rock: led(stage, named('mountains', rock), 0.35),
  };
}

function waterBody(stage: Stage): Colour {
  const usual = stage.plan.kind === 'lake' ? hex('#1b4a54') : hex('#12424e');
  const named = stage.reading.subjectColours.get('sea') ?? stage.reading.subjectColours.get('lake');
  const deep = named ? lean(usual, named, 1) : usual;
  return led(stage, deep, 0.7);
}

/** A colour led towards the palette that the prompt names. */
export function led({ reading }: Stage, colour: Colour, amount: number): Colour {
  const lead = reading.palette.at(-1);
  return lead ? mix(colour, lean(colour, lead, 1), amount) : colour;
}
