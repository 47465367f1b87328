/** The parts of npm's lockfile (version 3) that matter here. */
export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

export interface LockedPackage {
  version?: string;
  cpu?: string[];
  dev?: boolean;
  libc?: string[];
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
  os?: string[];
  [key: string]: unknown;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/**
 * Names the builds for other platforms that npm left out because the registry in use did not have them. `npm ci` refuses a
 * lockfile without them, and a machine of such a platform could not install its build. Answers with what was added.
 */
export function completeLockfile(lockfile: Lockfile): { lockfile: Lockfile; added: string[] } {
  const added: Record<string, LockedPackage> = {};
  for (const [place, { optionalDependencies = {}, dev }] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (placesOf(place, name).some((candidate) => candidate in lockfile.packages)) continue;
      added[`node_modules/${name}`] = { version, ...platformOf(name), ...(dev ? { dev } : {}), optional: true };
    }
  }
  const packages = Object.fromEntries(
    Object.entries({ ...lockfile.packages, ...added }).toSorted(([a], [b]) => a.localeCompare(b, 'en')),
  );
  return { lockfile: { ...lockfile, packages }, added: Object.keys(added) };
}

/** Where Node looks for `name` from the package at `place`, nearest first. */
function placesOf(place: string, name: string): string[] {
  const above =
    place === ''
      ? ['']
      : [...place.matchAll(/(?:^|\/)node_modules\//g)].map(({ index }) => place.slice(0, index)).concat(place);
  return above.toReversed().map((folder) => `${folder ? `${folder}/` : ''}node_modules/${name}`);
}

/** Builds carry their platform in the name: `binding-linux-arm64-musl`. */
function platformOf(name: string): LockedPackage {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (!cpu || (!os && cpu !== 'wasm32')) {
    throw new Error(
      `The lockfile has no entry for ${name}, and its name tells no platform. Install it, or add its entry by hand.`,
    );
  }
  const libc = words.some((word) => word.startsWith('musl'))
    ? ['musl']
    : words.some((word) => word.startsWith('gnu'))
      ? ['glibc']
      : undefined;
  return { cpu: [cpu], ...(libc && os === 'linux' ? { libc } : {}), ...(os ? { os: [os] } : {}) };
}
