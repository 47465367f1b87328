import path from 'node:path';

/** Where an import leads: to a file of ours (from the repository's root), a package, or Node itself. */
export type Target = { file: string } | { package: string } | { builtin: string };

/**
 * @param aliases the `imports` of package.json, e.g. `{ '#contract/*': './contract/*' }`
 */
export function resolveImport(from: string, specifier: string, aliases: Readonly<Record<string, string>>): Target {
  const [bare = ''] = specifier.split('?');
  if (bare.startsWith('.')) return { file: path.posix.join(path.posix.dirname(from), bare) };
  if (bare.startsWith('#')) {
    for (const [alias, folder] of Object.entries(aliases)) {
      const start = alias.slice(0, -1);
      if (bare.startsWith(start)) return { file: path.posix.join(folder.slice(0, -1), bare.slice(start.length)) };
    }
  }
  if (bare.startsWith('node:')) return { builtin: bare };
  return {
    package: bare
      .split('/')
      .slice(0, bare.startsWith('@') ? 2 : 1)
      .join('/'),
  };
}
