export type TimeOfDay = 'dawn' | 'golden' | 'noon' | 'dusk' | 'blue' | 'night';

/** Colours and powers of one hour. */
export interface Mood {
  sky: string[];
  haze: string;
  sun: string;
  sunPower: number;
  glow: string;
  glowPower: number;
  ambient: string;
  ambientPower: number;
  cloudLit: string;
  cloudShade: string;
  /** Degrees above the horizon. */
  height: number;
  stars: number;
}

/** Several colourings for each hour, so that pictures of a set do not look alike. */
export const MOODS: Readonly<Record<TimeOfDay, readonly Mood[]>> = {
  dawn: [
    mood(
      '#fbd9b0 #f6c6ac #d9b3b6 #a6a3c2 #7489b8 #54719f',
      ['#f0cdb4', '#ffb070', 2.6],
      ['#ffc890', 0.75],
      ['#8f9cc4', 0.55],
      '#ffdcc0 #9c92b0',
      [6, 0],
    ),
    mood(
      '#fde3c4 #f3d8c6 #cfd0cc #9dbcc8 #6f9db8 #4f7f9f',
      ['#e8dccc', '#ffc08a', 2.5],
      ['#ffd8a8', 0.7],
      ['#8fb0bf', 0.58],
      '#fff0dc #a0a8b4',
      [7, 0],
    ),
    mood(
      '#ffd0b4 #f5b3a8 #dc9cae #ab88b4 #7676ad #4d5c92',
      ['#eab8b4', '#ffa478', 2.4],
      ['#ffb898', 0.8],
      ['#8a86bc', 0.5],
      '#ffc8b8 #8c7ca4',
      [5, 0.05],
    ),
  ],
  golden: [
    mood(
      '#fbd59a #f5cf9f #d8c7b0 #a3b6c3 #6f98bd #4a7bab',
      ['#eccda0', '#ffbe78', 3.3],
      ['#ffcf88', 0.8],
      ['#8aa4c8', 0.5],
      '#fff0d4 #a99fa6',
      [13, 0],
    ),
    mood(
      '#ffdf9e #ffc98a #f0b48c #c8a4a4 #8f93b0 #6079a4',
      ['#f2c496', '#ffb068', 3.2],
      ['#ffc070', 0.9],
      ['#9398bf', 0.48],
      '#ffe4bc #a08e9c',
      [9, 0],
    ),
    mood(
      '#f5e3b4 #e2dcb8 #b8cdc0 #86b5c2 #5a95b5 #3d7699',
      ['#e0d8b0', '#ffd090', 3.2],
      ['#ffe0a0', 0.7],
      ['#84b0bf', 0.52],
      '#fff8e0 #98a8a8',
      [15, 0],
    ),
  ],
  noon: [
    mood(
      '#dcebf2 #b9d8ea #8fc0e2 #5f9fd3 #3d80bf #28669f',
      ['#c4dcea', '#fff2dc', 3],
      ['#fff6e0', 0.35],
      ['#8fb4dc', 0.62],
      '#ffffff #a3b2c4',
      [42, 0],
    ),
    mood(
      '#e4ede8 #c4dede #9accd4 #68aec6 #4290b4 #2c7298',
      ['#cfe2de', '#fff4dc', 3],
      ['#fff8e4', 0.35],
      ['#8fc0cc', 0.62],
      '#ffffff #a0b4bc',
      [38, 0],
    ),
  ],
  dusk: [
    mood(
      '#ffc37c #f79a6a #d8727a #8f5b8c #50487f #2b2f60',
      ['#e0917c', '#ff9055', 2.2],
      ['#ffae66', 0.8],
      ['#6d6aa6', 0.42],
      '#ff9a72 #6a4c7c',
      [3.5, 0.12],
    ),
    mood(
      '#ffd08a #f5b27a #cf9a86 #8796a2 #4a728f #264a6b',
      ['#d9a88a', '#ffa05c', 2.3],
      ['#ffb870', 0.8],
      ['#6488a4', 0.42],
      '#ffbc8c #54687e',
      [4, 0.1],
    ),
    mood(
      '#ff9e6a #e2655c #a9476a #6c3b74 #3c3069 #1c1f4b',
      ['#b85c66', '#ff7a48', 2.1],
      ['#ff8c54', 0.85],
      ['#5c5396', 0.4],
      '#f4785e #4a3268',
      [2.5, 0.3],
    ),
    mood(
      '#ffd9a8 #f7bfa0 #dba6b0 #a596bb #6c7eb0 #40588e',
      ['#e6b8a8', '#ffb27c', 2.2],
      ['#ffc894', 0.7],
      ['#7f8cba', 0.45],
      '#ffcab0 #8a82a8',
      [5, 0.05],
    ),
  ],
  blue: [
    mood(
      '#b9a8b4 #8f93b4 #6379a8 #3f5a90 #274076 #16295a',
      ['#8088ac', '#8e9cc8', 0.35],
      ['#e0a090', 0.25],
      ['#5570a8', 0.34],
      '#9c94b4 #3e4c7c',
      [4, 0.4],
    ),
    mood(
      '#c9b09a #94a2a8 #5f88a0 #356a8c #1f4c70 #123352',
      ['#7f97a4', '#8fb0c4', 0.35],
      ['#e8b088', 0.28],
      ['#4f7c98', 0.34],
      '#a0a4a8 #34566e',
      [4, 0.35],
    ),
  ],
  night: [
    mood(
      '#3c5580 #2b4470 #1c325c #122448 #0b1838 #070f28',
      ['#2c4468', '#c2d0f0', 1.25],
      ['#a8c0ee', 0.2],
      ['#405a8c', 0.33],
      '#6f88b4 #16264a',
      [22, 1],
    ),
    mood(
      '#3d6478 #295068 #183c54 #0f2b42 #091d31 #051222',
      ['#2a4c5e', '#c4d4e6', 1.25],
      ['#a4cbe0', 0.2],
      ['#36607c', 0.33],
      '#6c94a8 #132e40',
      [22, 1],
    ),
    mood(
      '#57507f #40406f #2b305d #1c2249 #111736 #090d24',
      ['#403f68', '#cac8ec', 1.25],
      ['#b8b4e8', 0.22],
      ['#4c4e88', 0.33],
      '#8580b0 #201f48',
      [22, 1],
    ),
  ],
};

function mood(
  sky: string,
  [haze, sun, sunPower]: [string, string, number],
  [glow, glowPower]: [string, number],
  [ambient, ambientPower]: [string, number],
  clouds: string,
  [height, stars]: [number, number],
): Mood {
  const [cloudLit = '#ffffff', cloudShade = '#888888'] = clouds.split(' ');
  return {
    sky: sky.split(' '),
    haze,
    sun,
    sunPower,
    glow,
    glowPower,
    ambient,
    ambientPower,
    cloudLit,
    cloudShade,
    height,
    stars,
  };
}
