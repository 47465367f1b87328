/** `node tools/node.cjs tools/verify/documents.ts`: says which paths and scripts the documents cite in vain. */
import fs from 'node:fs';
import path from 'node:path';
import { checkDocuments } from './documents/check-documents.ts';
import { listFiles } from './list-files.ts';

const root = path.join(import.meta.dirname, '..', '..');
const files = new Set(listFiles(root));
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const documents = new Map([...files].filter((file) => file.endsWith('.md')).map((file) => [file, read(file)]));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

const lost = checkDocuments({ documents, files, scripts: new Set(Object.keys(scripts)) });
for (const { document, line, cited } of lost) {
  console.error(
    `${document}:${line}\n  ${cited} does not exist. Correct the citation, or put the words into a code block if they are an example.\n`,
  );
}
console.log(
  lost.length === 0 ? `${documents.size} documents cite what exists.` : `${lost.length} citations lead nowhere.`,
);
process.exitCode = lost.length === 0 ? 0 : 1;
