import { join } from 'node:path';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { migrate, MigrationError } from '../db/migrate.ts';
import { runtimeUrl } from '../db/roles.ts';
import { claimSoleUse } from '../db/sole-use.ts';
import { SettingError } from './environment.ts';
import type { Environment } from './environment.ts';
import type { Lifetime } from './lifetime.ts';

const preferredPort = 54_331;

interface Finding {
  environment: Environment;
  say: (line: string) => void;
  lifetime: Lifetime;
}

/** The address of the database of the settings, or of the one that comes along, started and ours alone. */
export async function findDatabase({ environment, say, lifetime }: Finding): Promise<string> {
  const external = environment.ATELIER_DATABASE_URL;
  if (!external) return openEmbedded(environment.dataDir, say, lifetime);
  say(`Connecting to the database at ${new URL(external).host} …`);
  return external;
}

interface Preparing {
  environment: Environment;
  adminUrl: string;
  loginPassword: string;
  say: (line: string) => void;
}

/** Brings the database to the newest schema; the address the running system works under. */
export async function prepareSchema({ environment, adminUrl, loginPassword, say }: Preparing): Promise<string> {
  try {
    const { applied } = await migrate({ adminUrl, loginPassword });
    if (applied.length > 0)
      say(`Prepared the schema (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}).`);
    return runtimeUrl(adminUrl, loginPassword);
  } catch (error) {
    const external = environment.ATELIER_DATABASE_URL;
    throw external && !(error instanceof MigrationError) ? unusable(external, error) : error;
  }
}

async function openEmbedded(dataDir: string, say: Finding['say'], lifetime: Lifetime): Promise<string> {
  say('Starting the database …');
  const postgres = await startEmbeddedPostgres({ dataDir, port: preferredPort, log: say });
  const claim = await claimSoleUse(postgres.url);
  // The server stays: it belongs to the other process.
  if (!claim) {
    throw new SettingError(
      `Another Atelier is running on the data folder ${dataDir}. Stop it first, or give this one a folder of its own with --data ${join(dataDir, '..', 'data-2')}.`,
    );
  }
  if (postgres.adopted) say('Took over the database that was still running.');
  lifetime.onEnd(() => postgres.stop());
  lifetime.onEnd(() => claim.release());
  return postgres.url;
}

function unusable(url: string, error: unknown): SettingError {
  // A host with several addresses fails with one error for each and no words of its own.
  const [reason] = error instanceof AggregateError ? (error.errors as unknown[]) : [error];
  const words = reason instanceof Error ? reason.message : String(reason);
  return new SettingError(
    `The database at ${new URL(url).host} cannot be used: ${words}.\nCheck ATELIER_DATABASE_URL; its user must be allowed to create roles and tables. Without the setting, Atelier brings its own database.`,
    { cause: error },
  );
}
