import type { TimeOfDay } from './light-moods.ts';
import type { Weather } from './light.ts';

export type Subject =
  | 'lighthouse'
  | 'mountains'
  | 'forest'
  | 'sea'
  | 'lake'
  | 'desert'
  | 'city'
  | 'island'
  | 'boat'
  | 'flowers'
  | 'hills'
  | 'moon'
  | 'stars'
  | 'planet'
  | 'galaxy'
  | 'snow'
  | 'marble'
  | 'pattern'
  | 'figure'
  | 'tree'
  | 'house'
  | 'birds'
  | 'coast'
  | 'autumn'
  | 'blossom';

export type MoodWord = 'calm' | 'dramatic' | 'dark' | 'bright' | 'soft' | 'vivid' | 'minimal';
export type SceneStyle = 'natural' | 'watercolour' | 'ink' | 'poster' | 'neon' | 'paper';

/** Every word leads to one value; plurals in -s are found by themselves. */
function table<Value extends string>(lists: Partial<Record<Value, string>>): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>();
  for (const [value, words] of Object.entries(lists) as [Value, string][]) {
    for (const word of words.split(', ')) map.set(word, value);
  }
  return map;
}

export const SUBJECT_WORDS = table<Subject>({
  lighthouse: 'lighthouse, beacon',
  mountains: 'mountain, peak, alp, summit, range, himalaya, andes, cliff, volcano, fuji, matterhorn, glacier, canyon',
  forest: 'forest, wood, woodland, pine, fir, spruce, jungle, taiga, redwood, conifer',
  sea: 'sea, ocean, wave, pacific, atlantic, mediterranean, harbour, harbor, bay, waters, tide, surf',
  lake: 'lake, pond, fjord, river, loch, lagoon, reflection, stream',
  desert: 'desert, dune, sahara, sand dunes, oasis, gobi',
  city: 'city, skyline, cityscape, town, downtown, skyscraper, metropolis, tokyo, york, street, building, urban, cyberpunk',
  island: 'island, archipelago, atoll, isle, tropical',
  boat: 'boat, sailboat, ship, yacht, sailing, sloop, regatta, sail',
  flowers:
    'flower, meadow, poppy, poppies, tulip, daisy, daisies, wildflower, garden, sunflower, rose garden, bluebell, prairie',
  hills:
    'hill, field, countryside, valley, pasture, tuscany, vineyard, farm, landscape, steppe, moor, grassland, downs',
  moon: 'moon, moonlit, moonlight, moonrise, full moon, crescent',
  stars: 'star, starry, milky, constellation, night sky, aurora',
  planet: 'planet, saturn, jupiter, mars, exoplanet, ringed',
  galaxy: 'galaxy, nebula, cosmos, universe, cosmic, space, supernova, interstellar, spiral',
  snow: 'snow, snowy, winter, frozen, ice, icy, arctic, frost, frosty, snowfall, polar',
  marble: 'marble, agate, fluid, liquid, swirl, swirling, geode, acrylic, smoke, silk',
  pattern: 'pattern, geometric, mosaic, tile, art deco, bauhaus, mandala, grid, texture, abstract, shapes, gradient',
  figure: 'portrait, figure, woman, man, girl, boy, face, person, silhouette, lady, dancer, head',
  tree: 'tree, oak, willow, maple, birch, baobab, orchard',
  house: 'house, cabin, cottage, hut, barn, farmhouse, chalet, home',
  birds: 'bird, flock, gull, seagull, geese, crane, swallow',
  coast: 'coast, shore, beach, seaside, headland, coastline, coastal, cape, rocks',
  autumn: 'autumn, autumnal, october, november, fall leaves',
  blossom: 'blossom, cherry, sakura, spring, april',
});

export const TIME_WORDS = table<TimeOfDay>({
  dawn: 'dawn, sunrise, daybreak, morning, early',
  golden: 'golden hour, sunny, afternoon, evening, warm light, late summer, sunlit, golden light',
  noon: 'noon, midday, day, daylight, summer, daytime',
  dusk: 'dusk, sunset, sundown, nightfall, gloaming',
  blue: 'twilight, blue hour, evening blue',
  night: 'night, midnight, nighttime, moonlit, moonlight, moon, starry, milky, nocturne, nocturnal',
});

export const WEATHER_WORDS = table<Weather>({
  clear: 'clear, cloudless',
  fair: 'fair, sunny, clouds, cloud',
  misty: 'mist, misty, fog, foggy, haze, hazy, moody',
  overcast: 'overcast, cloudy, grey sky, gray sky, gloomy',
  stormy: 'storm, stormy, thunder, tempest, lightning, rough',
  rain: 'rain, rainy, drizzle, downpour, wet, raining',
  snowfall: 'snowfall, snowing, blizzard, snowstorm',
});

export const STYLE_WORDS = table<SceneStyle>({
  watercolour: 'watercolour, watercolor, aquarelle, gouache, painting',
  ink: 'ink, sumi, ink wash, etching, engraving, sketch, charcoal drawing, monochrome',
  poster: 'poster, flat, vector, screenprint, minimalist, travel poster, linocut, risograph',
  neon: 'neon, synthwave, cyberpunk, vaporwave, retrowave, blade',
  paper: 'paper, papercut, origami, collage, layered paper',
});

export const MOOD_WORDS = table<MoodWord>({
  calm: 'calm, serene, peaceful, tranquil, quiet, still, gentle, glassy',
  dramatic: 'dramatic, epic, majestic, mighty, wild, fierce, grand',
  dark: 'dark, moody, gloomy, sombre, ominous, noir',
  bright: 'bright, sunny, cheerful, airy, radiant',
  soft: 'soft, pastel, dreamy, delicate, faint, muted',
  vivid: 'vivid, vibrant, colourful, colorful, saturated, bold, intense',
  minimal: 'minimal, minimalist, simple, sparse, zen, lonely',
});
