import type { Light } from './light.ts';
import type { Noise } from './noise.ts';
import type { Random } from './random.ts';
import type { PromptReading } from './read-prompt.ts';
import type { ScenePlan } from './plan-scene.ts';
import type { Frame, View } from './view.ts';

/** Everything a painter of one picture works with. */
export interface Stage {
  reading: PromptReading;
  plan: ScenePlan;
  random: Random;
  noise: Noise;
  light: Light;
  view: View;
  frame: Frame;
  onProgress(fraction: number): void;
}
