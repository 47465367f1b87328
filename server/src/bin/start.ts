import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '../app.ts';
import { runtimeUrl } from '../db/roles.ts';
import { systemClock } from '../kernel/clock.ts';
import { createLog } from '../kernel/log.ts';
import { openDataFolder } from './data-folder.ts';
import { startDemoService } from './demo-service.ts';
import { readEnvironment, SettingError, usage } from './environment.ts';
import type { Environment } from './environment.ts';
import { openLifetime, Stopped } from './lifetime.ts';
import type { Lifetime } from './lifetime.ts';
import { openObjectStore } from './object-store.ts';
import { checkPort, explainPort } from './port.ts';
import { openDatabase } from './open-database.ts';
import { settingsFrom } from './settings-from.ts';
import { ensureWebBuilt } from './web-build.ts';

const repository = join(import.meta.dirname, '../../..');
const say = (line: string) => process.stdout.write(`  ${line}\n`);
const complain = (line: string) => process.stderr.write(`\n${line}\n\n`);

process.exit(await main(process.argv.slice(2)));

/** Starts everything this process is to do, and stays up until it is told to end. Resolves with the exit code. */
async function main(args: string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(usage);
    return 0;
  }
  const lifetime = openLifetime({
    onWish: () => process.stdout.write('\n  Stopping …\n'),
    onFault: (error) => say(`While stopping: ${error instanceof Error ? error.message : String(error)}`),
  });
  let exitCode = 0;
  try {
    await start(readEnvironment(process.env, args, repository), lifetime);
    if (!lifetime.signal.aborted) await new Promise((resolve) => lifetime.signal.addEventListener('abort', resolve));
  } catch (error) {
    exitCode = error instanceof Stopped ? 0 : 1;
    if (error instanceof SettingError) complain(error.message);
    else if (exitCode > 0)
      complain(`Atelier could not start: ${error instanceof Error ? error.message : String(error)}`);
  }
  await lifetime.close();
  return exitCode;
}

async function start(environment: Environment, lifetime: Lifetime): Promise<void> {
  const startedAt = performance.now();
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
  process.stdout.write(`\nAtelier ${version}\n`);
  const { dataDir, roles } = environment;
  const settings = settingsFrom(environment, version);
  const secrets = openDataFolder(dataDir);
  if (roles.has('web')) await checkPort(environment);

  const adminUrl = await openDatabase({ environment, loginPassword: secrets.databasePassword, say, lifetime });
  lifetime.check();
  const webDir = roles.has('web') ? await ensureWebBuilt(say, lifetime.signal) : null;
  lifetime.check();
  const demoUrl = await startDemoService(dataDir, say, lifetime);
  lifetime.check();

  say('Starting the studio …');
  const objects = await openObjectStore(environment.ATELIER_OBJECTS_URL, dataDir);
  const app = await createApp({
    objects,
    databaseUrl: runtimeUrl(adminUrl, secrets.databasePassword),
    installationKey: secrets.installationKey,
    settings,
    log: createLog({
      level: environment.ATELIER_LOG_LEVEL,
      now: systemClock.now,
      write: (line) => process.stderr.write(`${line}\n`),
    }),
    demoUrl,
    smtp: environment.ATELIER_SMTP_URL
      ? { url: environment.ATELIER_SMTP_URL, from: environment.ATELIER_MAIL_FROM ?? '' }
      : null,
    allowedCidrs: environment.ATELIER_ALLOWED_NETWORKS.split(',').filter(Boolean),
    trustedHops: environment.ATELIER_TRUSTED_HOPS,
    webDir,
    roles,
  });
  lifetime.onEnd(app.stop);
  await app.start();
  lifetime.check();
  await app.http?.listen({ port: environment.ATELIER_PORT, host: environment.ATELIER_HOST }).catch((error: unknown) => {
    throw explainPort(error, environment);
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const where = app.http ? settings.publicUrl : 'working in the background';
  process.stdout.write(
    `\n  Ready after ${seconds} s: ${where}\n  Everything is kept in ${dataDir}. Ctrl-C stops it.\n\n`,
  );
}
