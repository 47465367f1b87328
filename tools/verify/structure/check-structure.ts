import { checkFolders } from './check-folders.ts';
import { checkImports } from './check-imports.ts';
import { checkUses } from './check-uses.ts';
import { readDomainOrder } from './domain-order.ts';
import { LONG_FILES, MAXIMUM_LINES } from './rules.data.ts';
import { matchesAny } from './pattern.ts';
import { scanSource } from './scan-source.ts';

export interface Violation {
  file: string;
  line: number;
  /** What is wrong and what to do instead, in two sentences. */
  message: string;
}

export interface Tree {
  /** Text by path from the repository's root, with `/` between folders. */
  files: ReadonlyMap<string, string>;
  /** The `imports` of package.json. */
  aliases: Readonly<Record<string, string>>;
}

const CODE = /\.([cm]?[jt]s|tsx)$/;

/** Judges a tree by the tables in `rules.data.ts`; an empty answer means that every wall stands. */
export function checkStructure({ files, aliases }: Tree): Violation[] {
  const order = readDomainOrder(files, aliases);
  const violations = [...order.violations, ...checkFolders(files, order.domains)];
  for (const [file, text] of files) {
    if (!CODE.test(file)) continue;
    const facts = scanSource(file, text);
    violations.push(...checkImports({ file, imports: facts.imports, aliases, domains: order.domains }));
    violations.push(...checkUses(file, facts));
    if (facts.lineCount > MAXIMUM_LINES && !matchesAny(LONG_FILES, file)) {
      const message = `This file has ${facts.lineCount} lines; ${MAXIMUM_LINES} is the limit. Give each concept its own file, or name a table of data *.data.ts.`;
      violations.push({ file, line: MAXIMUM_LINES, message });
    }
  }
  return violations.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
