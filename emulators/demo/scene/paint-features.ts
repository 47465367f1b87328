import { hex, mix, smooth } from './colour.ts';
import type { Colour } from './colour.ts';
import type { CoastTerrain } from './lands.ts';
import { birds, cabin, lighthouse, sailingBoat } from './landmarks.ts';
import { paintSprite } from './sprite.ts';
import type { Sprite } from './sprite.ts';
import type { Stage } from './stage.ts';
import type { Terrain } from './terrain.ts';
import { broadleaf, pine } from './trees.ts';

const LIGHTHOUSE_HEIGHT = 32;

/** Stands what the prompt names onto the land and sets it afloat, from far to near. */
export function paintFeatures(stage: Stage, terrain: Terrain): void {
  const standing: Sprite[] = [];
  const { plan, reading, light, noise } = stage;
  const { subjects } = reading;
  if (plan.kind === 'forest') standing.push(...forest(stage, terrain));
  if (plan.kind === 'lake' || plan.kind === 'mountains') standing.push(...shoreWoods(stage, terrain));
  if (plan.kind === 'hills') standing.push(...grove(stage, terrain));
  if ('top' in terrain && subjects.has('lighthouse')) {
    const { top } = terrain as CoastTerrain;
    const foot = terrain.heightAt(top.x, top.z, 7) - 0.5;
    const bands = reading.subjectColours.get('lighthouse') ?? hex('#a3342b');
    standing.push(lighthouse({ ...top, foot, height: LIGHTHOUSE_HEIGHT }, light, { bands, noise }));
  }
  if (subjects.has('house') && plan.kind !== 'city') standing.push(house(stage, terrain));
  if (subjects.has('boat')) standing.push(...boats(stage, terrain));
  if (subjects.has('birds') || plan.kind === 'coast' || plan.kind === 'island') {
    const z = 330;
    standing.push(birds({ x: -plan.focus * z * 0.7, z, foot: stage.view.cameraHeight + z * 0.14 }, light, noise));
  }
  for (const sprite of standing.sort((a, b) => b.z - a.z)) {
    paintSprite(
      stage.frame,
      stage.view,
      light,
      sprite,
      plan.weather === 'misty' ? 0.8 : plan.time === 'dawn' ? 0.45 : 0.12,
    );
  }
}

export function lanternOf(terrain: CoastTerrain): { x: number; z: number; height: number } {
  const { x, z } = terrain.top;
  return { x, z, height: terrain.heightAt(x, z, 7) - 0.5 + LIGHTHOUSE_HEIGHT * 0.87 };
}

/** Rank behind rank of conifers, the nearest tall enough to frame the view. */
function forest(stage: Stage, terrain: Terrain): Sprite[] {
  const { random, noise, plan, reading, view } = stage;
  const trees: Sprite[] = [];
  const isBroad = reading.subjects.has('autumn') || reading.subjects.has('blossom');
  const halfView = view.width / view.focal / 2;
  for (let rank = 0; rank < 18; rank += 1) {
    const z = 30 * 1.29 ** rank;
    const usual = 19 + 5 * noise.at(rank * 3.7, 2.2);
    const count = Math.min(190, Math.ceil((z * halfView * 2.3) / (usual * (isBroad ? 0.4 : 0.2))));
    for (let index = 0; index < count; index += 1) {
      const x = (((index + random.next()) / count) * 2 - 1) * z * halfView * 1.12;
      // A clearing leads into the depth; near trees stand aside and in groups.
      const aside = Math.abs(x / z - plan.focus * 0.6) + noise.at(x / 70 + 5, z / 70) * 0.2;
      if (random.next() > smooth(0.05, 0.34, aside + z / 1_500) - (rank < 5 ? 0.45 : 0.1)) continue;
      const depth = z * random.between(0.88, 1.14);
      const height = usual * random.between(0.55, 1.3);
      trees.push(tree(stage, { x: (x / z) * depth, z: depth, terrain, usual: height, isBroad }));
    }
  }
  return trees;
}

/** Trees along the shores and on the lower slopes, with a few close ones at the edge of the picture. */
function shoreWoods(stage: Stage, terrain: Terrain): Sprite[] {
  const { random, plan, reading, view } = stage;
  const trees: Sprite[] = [];
  const isBroad = reading.subjects.has('autumn') || reading.subjects.has('blossom');
  const halfView = view.width / view.focal / 2;
  for (let count = 0; count < 3_800; count += 1) {
    const z = 240 * 13 ** random.next();
    const x = (random.next() * 2 - 1) * halfView * 1.1 * z;
    const ground = terrain.heightAt(x, z, 7);
    if (ground < 2.5 || ground > 260) continue;
    if (stage.noise.layered(x / 170 + 20, z / 240, 3) < random.between(-0.05, 0.22)) continue;
    trees.push(tree(stage, { x, z, terrain, usual: random.between(11, 24), isBroad }));
  }
  const framing = plan.kind === 'lake' || reading.subjects.has('forest') ? 6 : 3;
  for (let count = 0; count < framing; count += 1) {
    const z = random.between(48, 95);
    const edge = halfView * (0.72 + 0.36 * random.next()) * -plan.side;
    const x = edge * z;
    const sprite = tree(stage, { x, z, terrain, usual: random.between(17, 27), isBroad });
    trees.push({ ...sprite, foot: Math.max(sprite.foot, 0.5) });
  }
  return trees;
}

/** A few trees on the downs; one alone where the prompt asks for one. */
function grove(stage: Stage, terrain: Terrain): Sprite[] {
  const { random, plan, reading, view } = stage;
  const halfView = view.width / view.focal / 2;
  const trees: Sprite[] = [];
  for (let count = 0; count < 150; count += 1) {
    const z = 260 * 9 ** random.next();
    const x = (random.next() * 2 - 1) * halfView * 1.1 * z;
    if (stage.noise.layered(x / 210 + 20, z / 260, 2) < 0.16) continue;
    trees.push(tree(stage, { x, z, terrain, usual: random.between(9, 17), isBroad: true }));
  }
  if (reading.subjects.has('tree') || reading.subjects.has('blossom') || reading.subjects.has('autumn')) {
    const z = 88;
    trees.push(tree(stage, { x: plan.focus * 1.1 * z, z, terrain, usual: 27, isBroad: true }));
  }
  return trees;
}

function tree(
  { random, noise, light, reading, plan }: Stage,
  at: { x: number; z: number; terrain: Terrain; usual: number; isBroad: boolean },
): Sprite {
  const foot = at.terrain.heightAt(at.x, at.z, 7) - 0.4;
  const isSnowy = reading.subjects.has('snow') || plan.weather === 'snowfall';
  const place = { x: at.x, z: at.z, foot, height: at.usual, twist: random.next() * 40, snow: isSnowy ? 0.85 : 0 };
  if (!at.isBroad) {
    const colour = mix(hex('#26361f'), hex('#3b4a2a'), random.next());
    return pine({ ...place, colour }, light, noise);
  }
  return broadleaf({ ...place, colour: leafColour({ random, reading }) }, light, noise);
}

function leafColour({ random, reading }: Pick<Stage, 'random' | 'reading'>): Colour {
  const named = reading.subjectColours.get('tree');
  if (named) return mix(named, hex('#3d4a24'), random.between(0, 0.3));
  if (reading.subjects.has('blossom')) return mix(hex('#d79aac'), hex('#e6c4cc'), random.next());
  if (reading.subjects.has('autumn')) return mix(hex('#8f3d1a'), hex('#b98428'), random.next());
  return mix(hex('#3d5526'), hex('#66742f'), random.next());
}

function house(stage: Stage, terrain: Terrain): Sprite {
  const { plan, light } = stage;
  const z = plan.kind === 'lake' ? 330 : 170;
  let x = plan.focus * 1.1 * z;
  // Walks outwards until there is dry ground to stand on.
  for (let tries = 0; tries < 40 && terrain.heightAt(x, z, 6) < 2; tries += 1)
    x += 0.02 * z * (plan.focus > 0 ? 1 : -1);
  return cabin({ x, z, foot: terrain.heightAt(x, z, 6) - 0.3, height: 10 }, light);
}

function boats(stage: Stage, terrain: Terrain): Sprite[] {
  const { plan, reading, light, random, view } = stage;
  const named = reading.subjectColours.get('boat');
  const sail = named ? mix(named, hex('#5a1a14'), 0.22) : hex('#efe8d8');
  const hull = named ? mix(named, hex('#3a1512'), 0.35) : hex('#7c2f26');
  const z = Math.max(62, view.cameraHeight * 8);
  const place = plan.kind === 'island' ? -plan.focus * 0.75 : plan.focus * 0.8;
  const fleet = [{ x: place * z, z, foot: 0, height: z * 0.26 }];
  for (let count = 0; count < 2; count += 1) {
    const far = z * random.between(4, 9);
    fleet.push({ x: random.between(-0.4, 0.4) * far, z: far, foot: 0, height: z * 0.22 });
  }
  return fleet
    .filter(({ x, z: depth }) => terrain.heightAt(x, depth, 6) < 0)
    .map((at, index) =>
      sailingBoat(at, light, index === 0 ? { sail, hull } : { sail: hex('#efe8d8'), hull: hex('#2f3540') }),
    );
}
