import fs from 'node:fs';
import path from 'node:path';

/** Made, not written: dependencies, builds, results. */
const MADE = new Set(['node_modules', 'dist', 'coverage']);
/** At the root only, because web/src/data is a room. */
const MADE_AT_ROOT = /^(data|data-.*)$/;

/**
 * Every file of the work tree by its path from `root`, so that a file counts before it is committed. Folders whose name
 * begins with a dot are other programs' own, except `.ci`.
 */
export function listFiles(root: string): string[] {
  const files: string[] = [];
  const visit = (folder: string) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const place = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isFile()) files.push(place);
      else if (entry.isDirectory() && !isLeftOut(entry.name, folder === '')) visit(place);
    }
  };
  visit('');
  return files;
}

function isLeftOut(name: string, atRoot: boolean): boolean {
  return MADE.has(name) || (name.startsWith('.') && name !== '.ci') || (atRoot && MADE_AT_ROOT.test(name));
}
