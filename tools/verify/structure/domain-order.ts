import type { Violation } from './check-structure.ts';
import { resolveImport } from './resolve-import.ts';
import { scanSource } from './scan-source.ts';

const FILE = 'server/src/domains/slices.ts';
const DOMAIN_FILE = /^server\/src\/domains\/([^/]+)\/(?:index|slice)\.ts$/;
/** `export const slices = [a, b]`, with or without a type. */
const ARRAY = /export const slices\b[^=]*=\s*(?:Object\.freeze\()?\[([^\]]*)\]/;

/** The domains in the order of the array `slices`, which the app mounts and which says who may call whom. */
export function readDomainOrder(
  files: ReadonlyMap<string, string>,
  aliases: Readonly<Record<string, string>>,
): { domains: string[]; violations: Violation[] } {
  const text = files.get(FILE);
  if (text === undefined)
    return {
      domains: [],
      violations: [wrong('The list of domains is missing. Export their slices, in order, as the array `slices`.')],
    };
  const array = ARRAY.exec(text.replace(/\/\/.*$/gm, ''))?.[1];
  if (array === undefined)
    return {
      domains: [],
      violations: [wrong('There is no array `slices` here. Write `export const slices = [accounts, …]`, names only.')],
    };

  const domainOf = new Map<string, string>();
  for (const { specifier, names } of scanSource(FILE, text).imports) {
    const target = resolveImport(FILE, specifier, aliases);
    const domain = 'file' in target ? DOMAIN_FILE.exec(target.file)?.[1] : undefined;
    if (domain) for (const name of names) domainOf.set(name, domain);
  }
  const names = array
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.filter((name) => !domainOf.has(name));
  return {
    domains: names.flatMap((name) => domainOf.get(name) ?? []),
    violations: unknown.map((name) =>
      wrong(`\`${name}\` is not imported from a domain's slice.ts. Import it by that name, without renaming.`),
    ),
  };
}

function wrong(message: string): Violation {
  return { file: FILE, line: 1, message };
}
