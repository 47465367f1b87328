export interface Check {
  name: string;
  /** Arguments for Node, from the repository's root. */
  command: readonly string[];
  /** What to do about a failure that the program itself does not say. */
  remedy: string;
}

/** The slowest first, so that two at a time end together. */
export const CHECKS: readonly Check[] = [
  {
    name: 'lint',
    command: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--threads=1', '--deny-warnings'],
    remedy: 'Mend what is named; a rule that is wrong is changed in .oxlintrc.json for everyone.',
  },
  {
    name: 'types',
    command: ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.json', '--checkers', '1', '--pretty', 'false'],
    remedy: 'Mend the types; there is no way around them.',
  },
  {
    name: 'unused',
    command: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'],
    remedy: 'Delete what nobody uses, or stop exporting it.',
  },
  {
    name: 'structure',
    command: ['tools/verify/structure.ts'],
    remedy: 'Each line says what to do instead; the walls are in tools/verify/structure/rules.data.ts.',
  },
  { name: 'documents', command: ['tools/verify/documents.ts'], remedy: 'Each line says what is cited in vain.' },
  {
    name: 'format',
    command: ['node_modules/oxfmt/bin/oxfmt', '--check', '--threads=1', '.'],
    remedy: 'Run "npm run format".',
  },
  { name: 'lockfile', command: ['tools/lockfile.ts', '--check'], remedy: 'Run "npm run lockfile".' },
];
