/** `npm run openapi`: writes contract/openapi.json from the contract. With `--check` it only says what differs. */
import fs from 'node:fs';
import path from 'node:path';
import { buildDocument } from './openapi/build-document.ts';
import { listDifferences } from './openapi/list-differences.ts';

const root = path.join(import.meta.dirname, '..');
const file = path.join(root, 'contract', 'openapi.json');
const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const wanted = await buildDocument(version);
const committed: unknown = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
const differences = listDifferences(committed, wanted);

if (process.argv.includes('--check')) {
  for (const difference of differences) console.error(difference);
  if (differences.length > 0)
    console.error('\ncontract/openapi.json is not what the contract says. Run "npm run openapi".');
  console.log(`\n${differences.length > 0 ? 0 : 1} passed, ${differences.length > 0 ? 1 : 0} failed`);
  process.exitCode = differences.length > 0 ? 1 : 0;
} else {
  fs.writeFileSync(file, `${JSON.stringify(wanted, null, 2)}\n`);
  const operations = Object.values(wanted.paths ?? {}).flatMap((item) => Object.keys(item ?? {}));
  console.log(
    `contract/openapi.json: ${operations.length} operations, ${differences.length > 0 ? 'changed' : 'as it was'}.`,
  );
}
