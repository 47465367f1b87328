/** `npm run lockfile`: run after adding or updating a dependency. With `--check` it only says whether that was done. */
import fs from 'node:fs';
import path from 'node:path';
import { completeLockfile, type Lockfile } from './lockfile/complete-lockfile.ts';

const file = path.join(import.meta.dirname, '..', 'package-lock.json');
const { lockfile, added } = completeLockfile(JSON.parse(fs.readFileSync(file, 'utf8')) as Lockfile);

if (added.length === 0) {
  console.log('The lockfile names the builds of every platform.');
} else if (process.argv.includes('--check')) {
  console.error(
    `The lockfile lacks ${added.length} builds for other platforms, e.g. ${added[0]}. Run "npm run lockfile".`,
  );
  process.exitCode = 1;
} else {
  fs.writeFileSync(file, `${JSON.stringify(lockfile, null, 2)}\n`);
  console.log(`Added ${added.length} builds for other platforms to the lockfile.`);
}
