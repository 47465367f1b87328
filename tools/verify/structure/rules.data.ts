/**
 * The walls of the house, as data. `check-structure.ts` reads these tables; a wall that is wrong is moved here, for
 * everyone, and never opened for one file.
 */

export interface Room {
  name: string;
  /** The first room whose pattern fits a file is the file's room. */
  files: string;
  /** Files of ours it may import. */
  mayImport: readonly string[];
  /** Files of which it may import types only. */
  mayImportTypes?: readonly string[];
  /** Packages and built-in modules it may import; everything (within `PACKAGE_HOMES`) when left out. */
  packages?: readonly string[];
  builtins?: readonly string[];
  instead: string;
}

const GROUND = ['server/src/kernel/**', 'contract/**'];
/** The files of a family, above its vendors: its spec and the types that belong to it. */
const SPECS = ['adapters/*/*'];

export const ROOMS: readonly Room[] = [
  {
    name: 'documents',
    files: 'documents/**',
    mayImport: ['documents/**'],
    packages: ['zod'],
    builtins: [],
    instead: 'Documents run in browser and server alike and do no I/O: take the value as a parameter.',
  },
  {
    name: 'the contract',
    files: 'contract/**',
    mayImport: ['contract/**', 'documents/**'],
    packages: ['zod', '@orpc/contract'],
    builtins: [],
    instead:
      'The contract says what everyone agrees on: move the behaviour to the server or the SDK and keep the schema here.',
  },
  {
    name: 'an edition',
    files: 'editions/**',
    mayImport: ['editions/**', 'contract/**', 'documents/**'],
    packages: ['zod'],
    builtins: [],
    instead: 'An edition is data: put the behaviour in the room that reads it.',
  },
  {
    name: 'the HTTP adapter',
    files: 'adapters/http/**',
    mayImport: ['adapters/http/**'],
    mayImportTypes: SPECS,
    instead: 'adapters/http knows no vendor and nothing of ours: let the caller pass in what it needs.',
  },
  {
    name: 'the child-process adapter',
    files: 'adapters/child/**',
    mayImport: ['adapters/child/**'],
    instead: 'adapters/child runs modules it is given: pass the module in.',
  },
  {
    name: 'a vendor',
    files: 'adapters/:family/:vendor/**',
    mayImport: ['adapters/:family/:vendor/**', 'adapters/:family/*', 'adapters/http/**', 'adapters/child/**'],
    instead:
      "A vendor knows its family's spec.ts, adapters/http and adapters/child. Speak the spec; what two vendors share moves into the family's folder.",
  },
  {
    name: 'an adapter family',
    files: 'adapters/:family/*',
    mayImport: ['adapters/:family/*', 'adapters/http/**', 'adapters/child/**'],
    instead:
      "A family's own files know no vendor and nothing of ours: describe what is needed as a type in its spec.ts.",
  },
  {
    name: 'the kernel',
    files: 'server/src/kernel/**',
    mayImport: ['server/src/kernel/**'],
    packages: ['zod'],
    builtins: ['node:crypto', 'node:util', 'node:assert'],
    instead: 'The kernel does no I/O and depends on nothing of ours: move this up to db, engine, http or a domain.',
  },
  {
    name: 'the database room',
    files: 'server/src/db/**',
    mayImport: ['server/src/db/**', ...GROUND],
    instead: 'server/src/db knows no domain: let the domain pass in what it needs.',
  },
  {
    name: 'the engine room',
    files: 'server/src/engine/**',
    mayImport: ['server/src/engine/**', 'server/src/db/**', ...GROUND],
    instead: "server/src/engine runs tasks it is given: register the task from its domain's slice.ts.",
  },
  {
    name: 'the media room',
    files: 'server/src/media/**',
    mayImport: ['server/src/media/**', 'adapters/child/**', ...GROUND],
    instead:
      'server/src/media turns files into files and knows no user: keep the rule about people in the domain that calls it.',
  },
  {
    name: 'the transport',
    files: 'server/src/http/**',
    mayImport: ['server/src/http/**', 'server/src/db/**', 'server/src/engine/**', ...GROUND],
    mayImportTypes: ['server/src/domains/*'],
    instead: 'server/src/http carries requests and knows no domain: app.ts passes routes, verbs and ports in.',
  },
  {
    name: "the domains' common ground",
    files: 'server/src/domains/*',
    mayImport: [
      'server/src/domains/*',
      'server/src/domains/*/{index,slice}.ts',
      'server/src/{db,engine,media}/**',
      'documents/**',
      ...GROUND,
    ],
    mayImportTypes: SPECS,
    instead: 'What domains have in common is types and the list of slices: move behaviour into a domain.',
  },
  {
    name: 'a domain',
    files: 'server/src/domains/:domain/**',
    mayImport: [
      'server/src/domains/:domain/**',
      'server/src/domains/*',
      'server/src/domains/*/index.ts',
      'server/src/{db,engine,media}/**',
      'documents/**',
      // Values too: a spec's error classes and pure key rules are part of what a port promises.
      'adapters/*/spec.ts',
      ...GROUND,
    ],
    mayImportTypes: SPECS,
    instead:
      "A domain imports the index.ts of domains above it in slices.ts, the server's own rooms and adapters/*/spec.ts; " +
      'the outside world arrives in ctx.ports, wired in app.ts.',
  },
  {
    name: 'the composition root',
    files: 'server/src/app.ts',
    mayImport: ['server/src/**', 'adapters/**', 'contract/**', 'documents/**', 'editions/**'],
    instead: 'app.ts puts the server together: the page, the SDK and the commands reach it over HTTP.',
  },
  {
    name: 'an entry point',
    files: 'server/src/bin/**',
    mayImport: ['server/src/**', 'adapters/**', 'contract/**', 'documents/**', 'editions/**', 'emulators/*/*'],
    instead: 'bin/ starts the server: the page, the SDK and the commands reach it over HTTP.',
  },
  {
    name: "the server's test tools",
    files: 'server/test/**',
    mayImport: ['server/**', 'adapters/**', 'contract/**', 'documents/**', 'editions/**', 'emulators/**', 'sdk/**'],
    instead: "server/test serves the server's tests: put tools for the page or the journeys beside those.",
  },
  {
    name: 'the design system',
    files: 'web/src/design/**',
    mayImport: ['web/src/design/**'],
    instead: 'web/src/design knows no feature and no data: take values and callbacks as properties.',
  },
  {
    name: 'an editor engine',
    files: 'web/src/{canvas,timeline}/**',
    mayImport: ['web/src/canvas/**', 'web/src/timeline/**', 'web/src/design/**', 'documents/**'],
    instead: 'Editor engines know no network: the feature loads the document and hands it over.',
  },
  {
    name: "the page's data",
    files: 'web/src/data/**',
    mayImport: ['web/src/data/**', 'sdk/**', 'contract/**', 'documents/**'],
    mayImportTypes: ['web/src/design/**'],
    instead: 'web/src/data moves facts between SDK and cache: what is shown belongs to a feature.',
  },
  {
    name: 'a feature',
    files: 'web/src/features/:feature/**',
    mayImport: [
      'web/src/features/:feature/**',
      'web/src/{design,data,canvas,timeline}/**',
      'documents/**',
      'contract/**',
      'sdk/**',
    ],
    instead: 'Features meet in web/src/app only: pass it in from there, or move what both need into design or data.',
  },
  {
    name: 'the page',
    files: 'web/**',
    mayImport: ['web/**', 'documents/**', 'contract/**', 'sdk/**'],
    instead: 'The page reaches the server through the SDK.',
  },
  {
    name: 'the SDK',
    files: 'sdk/**',
    mayImport: ['sdk/**', 'contract/**'],
    instead: 'The SDK is published on the contract alone: put the schema into contract/.',
  },
  {
    name: 'a command',
    files: 'cli/**',
    mayImport: ['cli/**', 'sdk/**', 'contract/**', 'tools/node.cjs'],
    instead: 'Commands are clients like any other: add an endpoint and call it through the SDK.',
  },
  {
    name: "an emulator's core",
    files: 'emulators/core/**',
    mayImport: ['emulators/core/**'],
    instead:
      "Emulators import nothing of ours, so that they cannot share our misreading of a vendor: write it again from the vendor's documents.",
  },
  {
    name: 'an emulator',
    files: 'emulators/:service/**',
    mayImport: ['emulators/:service/**', 'emulators/core/**'],
    instead:
      "Emulators import nothing of ours, so that they cannot share our misreading of a vendor: write it again from the vendor's documents.",
  },
  {
    name: 'a journey',
    files: 'e2e/**',
    mayImport: ['e2e/**', 'sdk/**', 'contract/**', 'emulators/*/*', 'server/test/**', 'tools/node.cjs'],
    instead: 'Journeys see what a person sees: use the browser or the SDK.',
  },
  { name: 'a tool', files: 'tools/**', mayImport: ['**'], instead: 'Tools may import everything.' },
  { name: 'a root file', files: '*', mayImport: [], instead: 'Root files configure tools: move code into a room.' },
];

/** What tests may import beyond their room, by room; they replace ports, so they may meet adapters and emulators. */
export const TEST_FILES: readonly string[] = ['**/*.{test,fixture}.{ts,tsx}', 'adapters/*/conformance.ts'];
export const TESTS_MAY_IMPORT: readonly { files: string; mayImport: readonly string[] }[] = [
  // A catalog's operations and inputs are compared with the registry.
  { files: 'adapters/**', mayImport: ['emulators/**', 'adapters/**', 'contract/operations/**'] },
  {
    files: 'server/**',
    mayImport: ['server/**', 'adapters/**', 'emulators/**', 'sdk/**', 'contract/**', 'documents/**'],
  },
  { files: '{sdk,cli}/**', mayImport: ['sdk/**', 'cli/**', 'server/test/**', 'emulators/**'] },
];
export const TEST_PACKAGES: readonly string[] = ['vitest', 'fast-check'];

/** Packages that stand behind one room, so that replacing one changes one place. Types and tests are free. */
export const PACKAGE_HOMES: readonly { packages: readonly string[]; homes: readonly string[]; instead: string }[] = [
  {
    packages: ['pg'],
    homes: ['server/src/db/**', 'server/src/engine/**', 'server/test/**', 'tools/**'],
    instead: 'Use the transaction in ctx.tx; connections are opened in server/src/db.',
  },
  {
    packages: ['drizzle-orm'],
    homes: ['server/src/db/**', 'server/src/engine/**', 'server/src/domains/**', 'server/test/**', 'tools/**'],
    instead: "Ask a domain's verb; SQL lives in its queries.ts and schema.ts.",
  },
  {
    packages: ['@dbos-inc/dbos-sdk'],
    // Migrating creates the engine's tables together with ours.
    homes: ['server/src/engine/**', 'server/src/db/**', 'tools/bench/**'],
    instead: 'Define the work as a durable task with server/src/engine.',
  },
  {
    packages: ['fastify', '@fastify/static'],
    homes: ['server/src/http/**', 'server/src/app.ts', 'tools/bench/**'],
    instead: 'Add an endpoint to the contract, or a plain route in server/src/http.',
  },
  {
    packages: ['@tus/server', '@tus/file-store'],
    homes: ['server/src/domains/library/**'],
    instead: 'Uploads belong to the library: use its verbs.',
  },
  {
    packages: ['nodemailer'],
    homes: ['adapters/mail/**'],
    instead: 'Write a row into the outbox of notifications; adapters/mail sends it.',
  },
  {
    packages: ['pacote', 'tar', 'ssri'],
    homes: ['adapters/models/**'],
    instead: 'Local models are fetched by adapters/models only.',
  },
  {
    packages: ['tus-js-client'],
    homes: ['web/src/data/**', 'sdk/**'],
    instead: 'Upload through web/src/data or the SDK.',
  },
  {
    packages: [
      'react',
      'react-dom',
      '@base-ui/react',
      '@tanstack/react-query',
      '@tanstack/react-router',
      '@tanstack/react-virtual',
      'lucide-react',
      'sonner',
      'cmdk',
      'motion',
    ],
    homes: ['web/**'],
    instead: 'The interface lives in web/.',
  },
  {
    packages: ['undici', 'axios', 'got', 'node-fetch', 'ky', 'ws', 'superagent'],
    homes: [],
    instead: 'Use safeFetch of adapters/http: it checks the address, the size and the time.',
  },
];

export interface Ban {
  name: string;
  /** Names of uses as `scan-source.ts` reports them. */
  uses?: readonly string[];
  /** Modules whose import is the use; with `names`, only importing those names is allowed. */
  modules?: readonly string[];
  /** Files that may, by their role, with the names they may import where that is limited. */
  except: readonly { files: string; names?: readonly string[] }[];
  /** Where the rule applies; everywhere when left out. */
  within?: string;
  instead: string;
}

const TESTS = [...TEST_FILES, 'server/test/**', 'e2e/**'].map((files) => ({ files }));

export const BANS: readonly Ban[] = [
  {
    name: 'sockets',
    uses: ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
    modules: [
      'node:http',
      'node:https',
      'node:http2',
      'node:net',
      'node:tls',
      'node:dgram',
      'http',
      'https',
      'net',
      'tls',
    ],
    except: [
      { files: 'adapters/http/**' },
      // Listening is not calling out.
      { files: 'server/src/{http,db,bin}/**', names: ['createServer', 'isIP', 'isIPv4', 'isIPv6', 'BlockList'] },
      // The browser's and the SDK's own fetch is how a client reaches our server.
      { files: 'sdk/**' },
      { files: 'web/src/data/**' },
      { files: 'emulators/**' },
      { files: 'tools/**' },
      ...TESTS,
    ],
    instead:
      'Only adapters/http opens sockets, so that every outgoing address is checked and declared: use safeFetch from adapters/http, passed in as a port.',
  },
  {
    name: 'environment',
    uses: ['process.env'],
    except: [
      { files: 'server/src/bin/**' },
      { files: 'cli/**' },
      { files: 'tools/**' },
      { files: '*.config.ts' },
      { files: 'web/*.config.ts' },
      ...TESTS,
    ],
    instead:
      'Settings are read in server/src/bin and handed down: take the value as a parameter or from ctx.ports.settings.',
  },
  {
    name: 'clock',
    uses: ['Date.now', 'new Date()', 'Temporal.Now'],
    except: [
      { files: 'server/src/kernel/clock.ts' },
      { files: 'emulators/**' },
      { files: 'web/**' },
      { files: 'tools/**' },
      ...TESTS,
    ],
    instead: 'Time is an input: use ctx.ports.clock, or take `now` as a parameter.',
  },
  {
    name: 'chance',
    uses: ['Math.random', 'randomUUID'],
    except: [
      { files: 'server/src/kernel/ids.ts' },
      { files: 'emulators/**' },
      // Clients spread their retries and choose their idempotency keys.
      { files: '{sdk,cli}/**' },
      { files: 'web/**' },
      { files: 'tools/**' },
      ...TESTS,
    ],
    instead:
      'Identifiers are an input: use ctx.ports.ids, or take the id as a parameter. For scratch files, fs.mkdtemp makes a unique folder.',
  },
  {
    name: 'SQL',
    uses: ['SQL'],
    within: '{server/src,adapters}/**',
    except: [
      { files: 'server/src/{db,engine}/**' },
      { files: 'server/src/domains/**/{queries,schema,data-map}.ts' },
      { files: 'server/src/domains/**/*.{queries,schema,data}.ts' },
      ...TESTS,
    ],
    instead:
      'SQL lives where it can be reviewed: move it into queries.ts or schema.ts of the domain that owns the table (or <topic>.queries.ts there), as a function named for its question.',
  },
  {
    name: 'default exports',
    uses: ['default export'],
    except: [{ files: '**/*.config.ts' }],
    instead: 'Export by name, so that a thing is called the same everywhere.',
  },
  {
    name: 'open work',
    uses: ['open work'],
    except: [],
    instead: 'Finish it, or open an issue; the code says what is true now.',
  },
  {
    name: 'silenced checks',
    uses: ['silenced check'],
    except: [],
    instead:
      'Mend what the check found. If the check is wrong, change it in .oxlintrc.json or tsconfig.json for everyone.',
  },
  {
    name: 'expected type errors',
    uses: ['expected type error'],
    // In a test it is an assertion: it fails when the types allow what they should refuse.
    except: TESTS,
    instead: 'Mend the type. Only a test may expect an error, to show that the types refuse something.',
  },
  {
    name: 'tests left out',
    uses: ['test left out'],
    except: [],
    instead: 'Mend the test or delete it; where a machine lacks something, say so with `it.skipIf(reason)`.',
  },
  { name: 'syntax', uses: ['syntax error'], except: [], instead: 'Mend the syntax.' },
];

/** The rooms at the root of the repository, as ARCHITECTURE.md draws them. */
export const ROOT_FOLDERS: readonly string[] = [
  'adapters',
  'cli',
  'contract',
  'docs',
  'documents',
  'e2e',
  'editions',
  'emulators',
  'sdk',
  'server',
  'tools',
  'web',
];

export const BANNED_FOLDERS: readonly string[] = [
  'utils',
  'util',
  'helpers',
  'helper',
  'common',
  'shared',
  'misc',
  'manager',
  'managers',
  'lib',
];

export const MAXIMUM_LINES = 400;
/** Tables of data and lists of messages are as long as they are. */
export const LONG_FILES: readonly string[] = [
  '**/*.data.ts',
  '**/data-map.ts',
  '**/messages*.ts',
  'server/migrations/**',
];

export const MAXIMUM_KERNEL_FILES = 10;
export const MAXIMUM_DOMAIN_README_LINES = 60;
/** What every domain has. */
export const DOMAIN_FILES: readonly string[] = ['README.md', 'index.ts', 'slice.ts'];
