import './quick-imports.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../kernel/clock.ts';
import { createLog } from '../kernel/log.ts';
import { openDataFolder } from './data-folder.ts';
import { startDemoService } from './demo-service.ts';
import { readEnvironment, SettingError, usage } from './environment.ts';
import type { Environment } from './environment.ts';
import { openLifetime, Stopped } from './lifetime.ts';
import type { Lifetime } from './lifetime.ts';
import { checkPort, explainPort } from './port.ts';
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
  const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as { version: string };
  process.stdout.write(`\nAtelier ${version}\n`);
  const { dataDir, roles } = environment;
  const settings = settingsFrom(environment, version);
  const secrets = openDataFolder(dataDir);
  if (roles.has('web')) await checkPort(environment);

  // Loaded only now, so that a wrong setting is told at once, and beside the database, which starts meanwhile.
  const loading = Promise.all([import('../app.ts'), import('./object-store.ts')]);
  // A fault in loading is told where it is awaited.
  loading.catch(() => {});
  const { findDatabase, prepareSchema } = await import('./open-database.ts');
  const adminUrl = await findDatabase({ environment, say, lifetime });
  lifetime.check();
  const [databaseUrl, demoUrl] = await settleAll([
    prepareSchema({ environment, adminUrl, loginPassword: secrets.databasePassword, say }),
    startDemoService(dataDir, say, lifetime),
  ]);
  lifetime.check();
  const webDir = roles.has('web') ? await ensureWebBuilt(say, lifetime.signal) : null;
  lifetime.check();

  say('Starting the studio …');
  const [{ createApp }, { openObjectStore }] = await loading;
  const objects = await openObjectStore(environment.ATELIER_OBJECTS_URL, dataDir);
  const app = await createApp({
    objects,
    databaseUrl,
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
  // The clock of a process begins when it does.
  const seconds = (performance.now() / 1000).toFixed(1);
  const where = app.http ? settings.publicUrl : 'working in the background';
  process.stdout.write(
    `\n  Ready after ${seconds} s: ${where}\n  Everything is kept in ${dataDir}. Ctrl-C stops it.\n\n`,
  );
}

/** As `Promise.all`, but a failure is told after all have come to an end: what they opened is then known and can be closed. */
async function settleAll<First, Second>(work: [Promise<First>, Promise<Second>]): Promise<[First, Second]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
