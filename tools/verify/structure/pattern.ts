/**
 * Paths as the rules write them: `*` stands for part of a name, `**` for anything below, `{a,b}` for either, and `:name`
 * for one folder that a second pattern may refer to (`adapters/:family/:vendor/**` and then `adapters/:family/spec.ts`).
 */
export function matchPattern(pattern: string, path: string): Record<string, string> | undefined {
  const found = compile(pattern).exec(path);
  return found ? { ...found.groups } : undefined;
}

export function matchesAny(patterns: readonly string[], path: string, captured: Record<string, string> = {}): boolean {
  return patterns.some((pattern) => matchPattern(fill(pattern, captured), path) !== undefined);
}

function fill(pattern: string, captured: Record<string, string>): string {
  return pattern.replace(/:([a-z]+)/g, (whole, name: string) => captured[name] ?? whole);
}

const TOKEN = /\{([^}]*)\}|:([a-z]+)|\*\*\/|\*\*|\*|[.+^$()|[\]\\]/g;
const compiled = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const source = pattern.replace(TOKEN, (token, choices?: string, name?: string) => {
    if (choices !== undefined) return `(?:${choices.replaceAll(',', '|')})`;
    if (name !== undefined) return `(?<${name}>[^/]+)`;
    return { '**/': '(?:[^]*/)?', '**': '[^]*', '*': '[^/]*' }[token] ?? `\\${token}`;
  });
  const regex = new RegExp(`^${source}$`);
  compiled.set(pattern, regex);
  return regex;
}
