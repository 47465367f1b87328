import fs from 'node:fs';
import path from 'node:path';
import { listFiles } from '../list-files.ts';
import type { Tree } from './check-structure.ts';

const TEXT = /\.([cm]?[jt]sx?|md)$/;

/** The work tree as the structure check sees it. */
export function readTree(root: string): Tree {
  const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
  const { imports } = JSON.parse(read('package.json')) as { imports: Record<string, string> };
  const files = new Map(
    listFiles(root)
      .filter((file) => TEXT.test(file))
      .map((file) => [file, read(file)]),
  );
  return { files, aliases: imports };
}
