import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SettingError } from './environment.ts';

export interface Secrets {
  installationKey: Buffer;
  databasePassword: string;
}

/** Makes the data folder and its secrets; each is written once and readable by its owner only. */
export function openDataFolder(dataDir: string): Secrets {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    throw new SettingError(
      `The data folder ${dataDir} cannot be written. Give this user the right to, or choose another with ATELIER_DATA_DIR or --data.`,
      { cause },
    );
  }
  const secretsDir = join(dataDir, 'secrets');
  mkdirSync(secretsDir, { recursive: true, mode: 0o700 });
  return {
    installationKey: Buffer.from(
      readOrMake(join(secretsDir, 'installation-key'), () => randomBytes(32).toString('hex')),
      'hex',
    ),
    databasePassword: readOrMake(join(secretsDir, 'database-password'), () => randomBytes(24).toString('base64url')),
  };
}

function readOrMake(path: string, make: () => string): string {
  if (!existsSync(path)) {
    // A kill between the two leaves no half secret: the name appears with its whole content.
    const fresh = `${path}.${process.pid}`;
    writeFileSync(fresh, `${make()}\n`, { mode: 0o600 });
    renameSync(fresh, path);
  }
  const text = readFileSync(path, 'utf8').trim();
  if (text.length < 16)
    throw new SettingError(
      `The secret ${path} is damaged. Put it back from your backup: without it, stored data cannot be read.`,
    );
  return text;
}
