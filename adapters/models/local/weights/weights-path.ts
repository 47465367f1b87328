import { join } from 'node:path';
import type { LocalModelSpec } from '../../spec.ts';

/** Begins the name of a file of weights that is not whole yet. */
export const PART_PREFIX = '.part-';

/** Where the weights of a model lie once they are fetched. */
export function weightsPath(modelsDir: string, model: LocalModelSpec): string {
  return join(modelsDir, `${model.sha256}.onnx`);
}
