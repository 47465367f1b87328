import type { Violation } from './check-structure.ts';
import { matchesAny } from './pattern.ts';
import { BANS, type Ban } from './rules.data.ts';
import type { Import, SourceFacts } from './scan-source.ts';

/** What a file does that its role does not allow: sockets, environment, clock, chance, SQL and the like. */
export function checkUses(file: string, { imports, uses }: SourceFacts): Violation[] {
  // Ambient types describe someone else's code.
  if (file.endsWith('.d.ts')) return [];
  return BANS.filter(({ within }) => !within || matchesAny([within], file)).flatMap((ban) => {
    const roles = ban.except.filter(({ files }) => matchesAny([files], file));
    if (roles.some(({ names }) => !names)) return [];
    const allowedNames = roles.flatMap(({ names }) => names ?? []);
    return [
      ...uses.filter(({ what }) => ban.uses?.includes(what)),
      ...imports
        .filter((one) => isBanned(one, ban, allowedNames))
        .map(({ specifier, line }) => ({ what: specifier, line })),
    ].map(({ what, line }) => ({ file, line, message: `${describe(what)}. ${ban.instead}` }));
  });
}

function isBanned({ specifier, typeOnly, names }: Import, { modules }: Ban, allowedNames: readonly string[]): boolean {
  if (typeOnly || !modules?.includes(specifier)) return false;
  return names.length === 0 || !names.every((name) => allowedNames.includes(name));
}

function describe(what: string): string {
  const words: Record<string, string> = {
    SQL: 'SQL outside the files for it',
    'open work': 'A note about work left to do',
    'silenced check': 'A comment that silences a check',
    'expected type error': 'A comment that expects a type error',
    'default export': 'A default export',
    'test left out': 'A test that is not run, or keeps others from running',
    'syntax error': 'This file cannot be parsed',
  };
  return words[what] ?? `\`${what}\` has no place here`;
}
