import { hex, luminance, mix, multiply, ramp, saturate, scale } from './colour.ts';
import type { Colour } from './colour.ts';
import { MOODS } from './light-moods.ts';
import type { TimeOfDay } from './light-moods.ts';

export type Weather = 'clear' | 'fair' | 'misty' | 'overcast' | 'stormy' | 'rain' | 'snowfall';

export interface Light {
  time: TimeOfDay;
  /** From the horizon to the zenith, 256 steps. */
  sky: Float32Array;
  haze: Colour;
  sun: Colour;
  glow: Colour;
  ambient: Colour;
  cloudLit: Colour;
  cloudShade: Colour;
  /** Direction to the sun or moon: right, up, away. */
  direction: [number, number, number];
  /** Where shape is lit from: as a painter would, more from the side than a light that stands in the picture. */
  key: [number, number, number];
  stars: number;
  isMoon: boolean;
  /** Metres at which about two thirds of a thing are lost in the air. */
  visibility: number;
}

export interface LightPlan {
  time: TimeOfDay;
  weather: Weather;
  /** Radians: 0 lies ahead, positive to the right. */
  azimuth: number;
  heightDegrees?: number;
  /** Which of the hour's colourings. */
  variant: number;
}

/** Light for an hour and a weather. */
export function makeLight({ time, weather, azimuth, heightDegrees, variant }: LightPlan): Light {
  const moods = MOODS[time];
  const mood = moods[variant % moods.length] ?? moods[0]!;
  const height = ((heightDegrees ?? mood.height) * Math.PI) / 180;
  const cover = COVER[weather];
  const overcast = (colour: Colour, amount = cover): Colour =>
    mix(colour, scale(saturate(colour, 0.25), weather === 'stormy' ? 0.55 : 0.85), amount);
  const stops = mood.sky.map((stop) => hex(stop));
  const middle = stops[2] ?? [0.5, 0.5, 0.5];
  const sky = stops.map((stop) => overcast(mix(stop, middle, cover * 0.45)));
  const sun = scale(hex(mood.sun), mood.sunPower * (1 - cover * 0.85));
  const haze = overcast(hex(mood.haze));
  return {
    time,
    sky: ramp(sky),
    haze,
    sun: normalised(sun, mood.sunPower * (1 - cover * 0.85)),
    glow: scale(hex(mood.glow), mood.glowPower * (1 - cover * 0.75)),
    ambient: scale(overcast(hex(mood.ambient)), mood.ambientPower * (1 + cover * 0.5)),
    cloudLit: overcast(hex(mood.cloudLit), cover * 0.8),
    cloudShade: overcast(hex(mood.cloudShade), cover * 0.8),
    direction: [Math.sin(azimuth) * Math.cos(height), Math.sin(height), Math.cos(azimuth) * Math.cos(height)],
    key: keyDirection(azimuth, height),
    stars: cover > 0.5 ? 0 : mood.stars * (1 - cover),
    isMoon: time === 'night' || time === 'blue',
    visibility: VISIBILITY[weather] * (time === 'noon' ? 1.3 : 1),
  };
}

/** The same light led towards a colour by `tint`, such as a palette colour of the user. */
export function tinted(light: Light, tint: (colour: Colour) => Colour): Light {
  const sky = new Float32Array(light.sky.length);
  for (let index = 0; index < sky.length; index += 3) {
    sky.set(tint([light.sky[index]!, light.sky[index + 1]!, light.sky[index + 2]!]), index);
  }
  return {
    ...light,
    sky,
    haze: tint(light.haze),
    glow: mix(light.glow, tint(light.glow), 0.6),
    sun: mix(light.sun, tint(light.sun), 0.5),
    ambient: tint(light.ambient),
    cloudLit: mix(light.cloudLit, tint(light.cloudLit), 0.6),
    cloudShade: tint(light.cloudShade),
  };
}

const COVER: Readonly<Record<Weather, number>> = {
  clear: 0,
  fair: 0,
  misty: 0.3,
  overcast: 0.65,
  stormy: 0.75,
  rain: 0.7,
  snowfall: 0.6,
};
const VISIBILITY: Readonly<Record<Weather, number>> = {
  clear: 16_000,
  fair: 13_000,
  misty: 1_700,
  overcast: 8_000,
  stormy: 6_000,
  rain: 4_000,
  snowfall: 3_500,
};

const KEY_TURN = 0.85;

function keyDirection(azimuth: number, height: number): [number, number, number] {
  const turned = Math.abs(azimuth) < 0.6 ? azimuth + KEY_TURN * (azimuth < 0 ? -1 : 1) : azimuth;
  const raised = Math.max(height, 0.1);
  return [Math.sin(turned) * Math.cos(raised), Math.sin(raised), Math.cos(turned) * Math.cos(raised)];
}

/** Keeps a sun's power whatever its hue. */
function normalised(sun: Colour, power: number): Colour {
  const level = luminance(sun) || 1;
  const white: Colour = [power, power, power];
  return mix(sun, multiply(scale(sun, 1 / level), white), 0.35);
}
