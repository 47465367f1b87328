import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { migrate } from '../db/migrate.ts';
import { runtimeUrl } from '../db/roles.ts';
import { systemClock } from '../kernel/clock.ts';
import { createLog } from '../kernel/log.ts';
import { openDataFolder } from './data-folder.ts';
import { startDemoService } from './demo-service.ts';
import { readEnvironment, SettingError } from './environment.ts';
import type { Environment } from './environment.ts';
import { openObjectStore } from './object-store.ts';
import { settingsFrom } from './settings-from.ts';
import { ensureWebBuilt } from './web-build.ts';

const say = (line: string) => process.stdout.write(`  ${line}\n`);

try {
  await start(readEnvironment(process.env, process.argv.slice(2), join(import.meta.dirname, '../../..')));
} catch (error) {
  if (error instanceof SettingError) process.stderr.write(`\n${error.message}\n\n`);
  else process.stderr.write(`\nAtelier could not start: ${error instanceof Error ? error.message : String(error)}\n\n`);
  process.exit(1);
}

/** Starts everything this process is to do, and stays up until a signal. */
async function start(environment: Environment): Promise<void> {
  const startedAt = performance.now();
  const version = (JSON.parse(readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8')) as { version: string }).version;
  process.stdout.write(`\nAtelier ${version}\n`);
  const { dataDir, roles } = environment;
  const secrets = openDataFolder(dataDir);
  const log = createLog({
    level: environment.ATELIER_LOG_LEVEL,
    now: systemClock.now,
    write: (line) => process.stderr.write(`${line}\n`),
  });
  const closers: (() => unknown)[] = [];
  const stop = stopOnce(closers);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
  // The process that started this one was killed: nobody is left to stop us later.
  process.once('disconnect', () => void stop(0));

  try {
    say(environment.ATELIER_DATABASE_URL ? 'Connecting to the database …' : 'Starting the database …');
    const adminUrl = environment.ATELIER_DATABASE_URL ?? (await embedded(dataDir, closers));
    const { applied } = await migrate({ adminUrl, loginPassword: secrets.databasePassword }).catch(unreachable(environment));
    if (applied.length > 0) say(`Prepared the schema (${applied.length} migrations).`);

    const webDir = roles.has('web') ? await ensureWebBuilt(say) : null;
    const demo = await startDemoService(dataDir);
    closers.push(demo.stop);

    say('Starting the studio …');
    const objects = await openObjectStore(environment.ATELIER_OBJECTS_URL, dataDir);
    const app = await createApp({
      objects,
      databaseUrl: runtimeUrl(adminUrl, secrets.databasePassword),
      installationKey: secrets.installationKey,
      settings: settingsFrom(environment, version),
      log,
      demoUrl: demo.url,
      smtp: environment.ATELIER_SMTP_URL ? { url: environment.ATELIER_SMTP_URL, from: environment.ATELIER_MAIL_FROM ?? '' } : null,
      allowedCidrs: environment.ATELIER_ALLOWED_NETWORKS.split(',').filter(Boolean),
      trustedHops: environment.ATELIER_TRUSTED_HOPS,
      webDir,
      roles,
    });
    closers.push(app.stop);
    await app.start();
    await app.http?.listen({ port: environment.ATELIER_PORT, host: environment.ATELIER_HOST }).catch(portTaken(environment));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const address = settingsFrom(environment, version).publicUrl;
    process.stdout.write(`\n  Ready after ${seconds} s: ${app.http ? address : 'working in the background'}\n  Ctrl-C stops it.\n\n`);
  } catch (error) {
    for (const close of closers.toReversed()) await close();
    throw error;
  }
}

async function embedded(dataDir: string, closers: (() => unknown)[]): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir, port: 54_331, log: say });
  closers.push(() => postgres.stop());
  return postgres.url;
}

/** Stops in the reverse order of starting; a second signal does not wait. */
function stopOnce(closers: (() => unknown)[]): (code: number) => Promise<void> {
  let stopping = false;
  return async (code) => {
    if (stopping) return process.exit(1);
    stopping = true;
    process.stdout.write('\n  Stopping …\n');
    for (const close of closers.toReversed()) {
      await Promise.resolve(close()).catch((error: unknown) => process.stderr.write(`  ${String(error)}\n`));
    }
    process.exit(code);
  };
}

function unreachable(environment: Environment) {
  return (error: unknown): never => {
    if (!environment.ATELIER_DATABASE_URL) throw error;
    const host = new URL(environment.ATELIER_DATABASE_URL).host;
    throw new SettingError(
      `The database at ${host} cannot be used: ${error instanceof Error ? error.message : String(error)}.\nCheck ATELIER_DATABASE_URL; its user must be allowed to create roles and tables. Without the setting, Atelier brings its own database.`,
    );
  };
}

function portTaken({ ATELIER_PORT: port, ATELIER_HOST: host }: Environment) {
  return (error: Error & { code?: string }): never => {
    if (error.code === 'EADDRINUSE') {
      throw new SettingError(`Port ${port} is taken by another program. Choose another: npm start -- --port ${port + 1}`);
    }
    if (error.code === 'EACCES') throw new SettingError(`Port ${port} may not be used by this user. Choose one above 1023.`);
    if (error.code === 'EADDRNOTAVAIL') throw new SettingError(`This machine has no address ${host}. Use ATELIER_HOST=127.0.0.1 or 0.0.0.0.`);
    throw error;
  };
}
