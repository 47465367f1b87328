/** The server process of `npm run dev`, started anew after each change. Its parent owns database and demo service. */
import { parseArgs } from 'node:util';
import { createApp } from '#server/app.ts';
import { openDataFolder } from '#server/bin/data-folder.ts';
import { readEnvironment } from '#server/bin/environment.ts';
import { settingsFrom } from '#server/bin/settings-from.ts';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { createLog } from '#server/kernel/log.ts';

const text = { type: 'string', default: '' } as const;
const { values } = parseArgs({ options: { port: text, data: text, url: text, database: text, demo: text } });
const environment = readEnvironment(
  { ATELIER_PUBLIC_URL: values.url },
  ['--port', values.port, '--data', values.data],
  '/',
);
const { installationKey, databasePassword } = openDataFolder(environment.dataDir);
await migrate({ adminUrl: values.database, loginPassword: databasePassword });
const app = await createApp({
  databaseUrl: runtimeUrl(values.database, databasePassword),
  installationKey,
  settings: settingsFrom(environment, 'development'),
  log: createLog({ level: 'info', now: systemClock.now, write: (line) => process.stderr.write(`${line}\n`) }),
  demoUrl: values.demo,
  smtp: null,
  webDir: null,
  roles: environment.roles,
});

let stopping = false;
for (const event of ['SIGTERM', 'disconnect'] as const) process.on(event, () => void stop());
// Ctrl-C reaches the whole group; the parent ends this process in its turn.
process.on('SIGINT', () => {});

await app.start();
await app.http?.listen({ host: environment.ATELIER_HOST, port: environment.ATELIER_PORT });
process.send?.('ready');

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await app.stop();
  process.exit(0);
}
