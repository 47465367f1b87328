import { join } from 'node:path';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { migrate, MigrationError } from '../db/migrate.ts';
import { claimSoleUse } from '../db/sole-use.ts';
import { SettingError } from './environment.ts';
import type { Environment } from './environment.ts';
import type { Lifetime } from './lifetime.ts';

const preferredPort = 54_331;

interface Options {
  environment: Environment;
  loginPassword: string;
  say: (line: string) => void;
  lifetime: Lifetime;
}

/** The database of the settings, or the one that comes along, at the newest schema. Answers the address of its owner. */
export async function openDatabase({ environment, loginPassword, say, lifetime }: Options): Promise<string> {
  const external = environment.ATELIER_DATABASE_URL;
  if (external) say(`Connecting to the database at ${new URL(external).host} …`);
  const adminUrl = external ?? (await openEmbedded(environment.dataDir, say, lifetime));
  lifetime.check();
  try {
    const { applied } = await migrate({ adminUrl, loginPassword });
    if (applied.length > 0)
      say(`Prepared the schema (${applied.length} ${applied.length === 1 ? 'migration' : 'migrations'}).`);
  } catch (error) {
    throw external && !(error instanceof MigrationError) ? unusable(external, error) : error;
  }
  return adminUrl;
}

async function openEmbedded(dataDir: string, say: Options['say'], lifetime: Lifetime): Promise<string> {
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
