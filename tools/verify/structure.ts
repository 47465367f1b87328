/** `node tools/node.cjs tools/verify/structure.ts`: says which walls of the house are broken, and what to do instead. */
import path from 'node:path';
import { checkStructure } from './structure/check-structure.ts';
import { readTree } from './structure/read-tree.ts';

const tree = readTree(path.join(import.meta.dirname, '..', '..'));
const violations = checkStructure(tree);
for (const { file, line, message } of violations) console.error(`${file}:${line}\n  ${message}\n`);
console.log(
  violations.length === 0 ? `${tree.files.size} files keep to their rooms.` : `${violations.length} walls are broken.`,
);
process.exitCode = violations.length === 0 ? 0 : 1;
