import type { Violation } from './check-structure.ts';
import { matchesAny, matchPattern } from './pattern.ts';
import { resolveImport, type Target } from './resolve-import.ts';
import { PACKAGE_HOMES, ROOMS, TEST_FILES, TEST_PACKAGES, TESTS_MAY_IMPORT, type Room } from './rules.data.ts';
import type { Import } from './scan-source.ts';

interface Question {
  file: string;
  imports: readonly Import[];
  aliases: Readonly<Record<string, string>>;
  /** In order; a domain may import those before it. */
  domains: readonly string[];
}

export function checkImports({ file, imports, aliases, domains }: Question): Violation[] {
  const found = findRoom(file);
  if (!found)
    return [
      {
        file,
        line: 1,
        message:
          'This file is in no room of the house. Put it into one, or give its folder a row in tools/verify/structure/rules.data.ts.',
      },
    ];
  const isTest = matchesAny(TEST_FILES, file);
  return imports.flatMap(({ specifier, line, typeOnly }) => {
    const target = resolveImport(file, specifier, aliases);
    const message =
      'file' in target
        ? (judgeFile(found, { file, target: target.file, typeOnly, isTest }) ??
          judgeOrder(file, target.file, domains, isTest))
        : isTest
          ? judgePackage(found.room, target, true)
          : (judgePackage(found.room, target, false) ?? (typeOnly ? undefined : judgeHome(file, target)));
    return message ? [{ file, line, message }] : [];
  });
}

interface FoundRoom {
  room: Room;
  captured: Record<string, string>;
}

function findRoom(file: string): FoundRoom | undefined {
  for (const room of ROOMS) {
    const captured = matchPattern(room.files, file);
    if (captured) return { room, captured };
  }
  return undefined;
}

interface FileImport {
  file: string;
  target: string;
  typeOnly: boolean;
  isTest: boolean;
}

function judgeFile({ room, captured }: FoundRoom, { file, target, typeOnly, isTest }: FileImport): string | undefined {
  if (matchesAny(room.mayImport, target, captured)) return undefined;
  const ofTests = TESTS_MAY_IMPORT.filter(({ files }) => matchesAny([files], file)).flatMap(
    ({ mayImport }) => mayImport,
  );
  if (isTest && matchesAny(ofTests, target)) return undefined;
  if (matchesAny(room.mayImportTypes ?? [], target, captured)) {
    return typeOnly
      ? undefined
      : `${capital(room.name)} may import types from ${target}, not values: write \`import type\`. ${room.instead}`;
  }
  return `${capital(room.name)} may not import ${target}. ${room.instead}`;
}

function judgeOrder(file: string, target: string, domains: readonly string[], isTest: boolean): string | undefined {
  const from = domainOf(file);
  const to = domainOf(target);
  if (isTest || !from || !to || from === to) return undefined;
  const [caller, called] = [domains.indexOf(from), domains.indexOf(to)];
  // A domain that is not on the list is reported once, where the folders are checked.
  if (caller < 0 || called < 0 || called < caller) return undefined;
  return (
    `The domain ${from} may not call ${to}, which comes after it in slices.ts. ` +
    `Calls go up the list, facts come down: announce an event that ${to} listens to, or move the verb to the earlier domain.`
  );
}

function domainOf(path: string): string | undefined {
  return matchPattern('server/src/domains/:domain/**', path)?.domain;
}

function judgePackage(room: Room, target: Target, isTest: boolean): string | undefined {
  if ('builtin' in target) {
    if (isTest || !room.builtins || room.builtins.includes(target.builtin)) return undefined;
    return `${capital(room.name)} may not import ${target.builtin}. ${room.instead}`;
  }
  if (!('package' in target) || !room.packages || room.packages.includes(target.package)) return undefined;
  if (isTest && TEST_PACKAGES.includes(target.package)) return undefined;
  return `${capital(room.name)} may not import the package ${target.package}, only ${room.packages.join(' and ')}. ${room.instead}`;
}

function judgeHome(file: string, target: Target): string | undefined {
  if (!('package' in target)) return undefined;
  const home = PACKAGE_HOMES.find(({ packages }) => packages.includes(target.package));
  if (!home || matchesAny(home.homes, file)) return undefined;
  const where = home.homes.length > 0 ? `is imported in ${home.homes.join(', ')} only` : 'is not used in this house';
  return `The package ${target.package} ${where}. ${home.instead}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
