import type { Violation } from './check-structure.ts';
import { matchPattern } from './pattern.ts';
import {
  BANNED_FOLDERS,
  DOMAIN_FILES,
  MAXIMUM_DOMAIN_README_LINES,
  MAXIMUM_KERNEL_FILES,
  ROOT_FOLDERS,
} from './rules.data.ts';

/** What the paths alone tell: unknown rooms, drawers, a full kernel, domains that lack a part or a place in the order. */
export function checkFolders(files: ReadonlyMap<string, string>, domains: readonly string[]): Violation[] {
  const paths = [...files.keys()];
  return [...drawers(paths), ...rooms(paths), ...kernel(paths), ...domainFolders(files, domains)];
}

function drawers(paths: readonly string[]): Violation[] {
  const wrong = (path: string) =>
    path
      .split('/')
      .slice(0, -1)
      .find((folder) => BANNED_FOLDERS.includes(folder));
  return paths.flatMap((file) => {
    const folder = wrong(file);
    return folder
      ? [
          {
            file,
            line: 1,
            message: `A folder named ${folder} is a drawer. Give the concept a file of its own, named for it, in the room that uses it.`,
          },
        ]
      : [];
  });
}

function rooms(paths: readonly string[]): Violation[] {
  const unknown = new Map<string, string>();
  for (const path of paths) {
    const [folder, ...rest] = path.split('/');
    if (rest.length > 0 && folder && !folder.startsWith('.') && !ROOT_FOLDERS.includes(folder))
      unknown.set(folder, path);
  }
  return [...unknown].map(([folder, file]) => ({
    file,
    line: 1,
    message: `The root folders are the architecture diagram, and ${folder} is not on it. Put the files into a room, or change ARCHITECTURE.md and tools/verify/structure/rules.data.ts.`,
  }));
}

function kernel(paths: readonly string[]): Violation[] {
  const members = paths.filter((path) => path.startsWith('server/src/kernel/') && !path.endsWith('.test.ts'));
  if (members.length <= MAXIMUM_KERNEL_FILES) return [];
  const message = `The kernel has ${members.length} files; ${MAXIMUM_KERNEL_FILES} is the limit. Move what only some rooms need into one of them.`;
  return [{ file: members.at(-1)!, line: 1, message }];
}

function domainFolders(files: ReadonlyMap<string, string>, domains: readonly string[]): Violation[] {
  const present = new Set(
    [...files.keys()].flatMap((path) => matchPattern('server/src/domains/:domain/**', path)?.domain ?? []),
  );
  return [...present].flatMap((domain) => {
    const folder = `server/src/domains/${domain}`;
    const missing = DOMAIN_FILES.filter((name) => !files.has(`${folder}/${name}`));
    const violations = missing.map((name) => ({
      file: `${folder}/${name}`,
      line: 1,
      message: `The domain ${domain} has no ${name}. Every domain has ${DOMAIN_FILES.join(', ')}.`,
    }));
    if (!domains.includes(domain)) {
      const message = `The domain ${domain} is not in the list. Add its slice to server/src/domains/slices.ts, after the domains it calls.`;
      violations.push({ file: `${folder}/slice.ts`, line: 1, message });
    }
    const lines = files.get(`${folder}/README.md`)?.trimEnd().split('\n').length ?? 0;
    if (lines > MAXIMUM_DOMAIN_README_LINES) {
      const message = `This README has ${lines} lines; ${MAXIMUM_DOMAIN_README_LINES} is the limit. Say what the domain owns, its states, invariants and events; the rest is in the code.`;
      violations.push({ file: `${folder}/README.md`, line: MAXIMUM_DOMAIN_README_LINES, message });
    }
    return violations;
  });
}
