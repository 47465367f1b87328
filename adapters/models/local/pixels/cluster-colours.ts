import { squaredDistance } from './oklab.ts';
import type { Oklab } from './oklab.ts';

export interface WeightedColour extends Oklab {
  weight: number;
}

const MAXIMUM_ROUNDS = 30;
/** Clusters closer than this look like one colour. */
const SAME_COLOUR_DISTANCE = 0.035;

/**
 * Groups colours into at most `count` clusters, heaviest first. Deterministic: it starts with the heaviest colour and
 * adds the one that is far from all others and not rare, so that a small bright accent gets a place of its own.
 */
export function clusterColours(colours: WeightedColour[], count: number): WeightedColour[] {
  let centres: Oklab[] = chooseStarts(colours, count);
  let clusters: WeightedColour[] = [];
  for (let round = 0; round < MAXIMUM_ROUNDS; round += 1) {
    clusters = gather(colours, centres);
    const moved = clusters.some((cluster, index) => squaredDistance(cluster, centres[index] ?? cluster) > 1e-7);
    centres = clusters;
    if (!moved) break;
  }
  return mergeAlike(clusters.filter(({ weight }) => weight > 0)).sort((first, second) => second.weight - first.weight);
}

function chooseStarts(colours: WeightedColour[], count: number): Oklab[] {
  const heaviest = colours.reduce((best, colour) => (colour.weight > best.weight ? colour : best));
  const starts: Oklab[] = [heaviest];
  const nearest = colours.map((colour) => squaredDistance(colour, heaviest));
  while (starts.length < Math.min(count, colours.length)) {
    let best = 0;
    colours.forEach((colour, index) => {
      if (score(colour, nearest[index]) > score(colours[best], nearest[best])) best = index;
    });
    const start = colours[best];
    if (start === undefined || nearest[best] === 0) break;
    starts.push(start);
    colours.forEach((colour, index) => {
      nearest[index] = Math.min(nearest[index] ?? Infinity, squaredDistance(colour, start));
    });
  }
  return starts;
}

function score(colour: WeightedColour | undefined, distance: number | undefined): number {
  return Math.sqrt(colour?.weight ?? 0) * (distance ?? 0);
}

function gather(colours: WeightedColour[], centres: Oklab[]): WeightedColour[] {
  const sums = centres.map(() => ({ l: 0, a: 0, b: 0, weight: 0 }));
  for (const colour of colours) {
    let best = 0;
    centres.forEach((centre, index) => {
      if (squaredDistance(colour, centre) < squaredDistance(colour, centres[best] ?? centre)) best = index;
    });
    const sum = sums[best];
    if (sum === undefined) continue;
    sum.l += colour.l * colour.weight;
    sum.a += colour.a * colour.weight;
    sum.b += colour.b * colour.weight;
    sum.weight += colour.weight;
  }
  return sums.map((sum, index) => (sum.weight === 0 ? { ...(centres[index] ?? sum), weight: 0 } : mean(sum)));
}

function mean({ l, a, b, weight }: WeightedColour): WeightedColour {
  return { l: l / weight, a: a / weight, b: b / weight, weight };
}

function mergeAlike(clusters: WeightedColour[]): WeightedColour[] {
  const kept: WeightedColour[] = [];
  for (const cluster of clusters) {
    const twin = kept.findIndex((other) => squaredDistance(other, cluster) < SAME_COLOUR_DISTANCE ** 2);
    const other = kept[twin];
    if (other === undefined) {
      kept.push(cluster);
      continue;
    }
    const weight = other.weight + cluster.weight;
    const blend = (first: number, second: number): number => (first * other.weight + second * cluster.weight) / weight;
    kept[twin] = { l: blend(other.l, cluster.l), a: blend(other.a, cluster.a), b: blend(other.b, cluster.b), weight };
  }
  return kept;
}
