/** `npm run dev`: everything at once, and what changes is taken up: the page in place, the server by a restart. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createServer } from 'vite';
import { findFreePort } from '#server/db/free-port.ts';
import { openDataFolder } from '#server/bin/data-folder.ts';
import { startDemoService } from '#server/bin/demo-service.ts';
import { readEnvironment, SettingError } from '#server/bin/environment.ts';
import { openLifetime, Stopped, type Lifetime } from '#server/bin/lifetime.ts';
import { findDatabase } from '#server/bin/open-database.ts';
import { checkPort } from '#server/bin/port.ts';
import { forwardTo } from './dev/forward.ts';
import { ensureSampleAccount } from './dev/sample-account.ts';
import { superviseServer } from './dev/supervise-server.ts';
import { watchSources } from './dev/watch-sources.ts';

const root = path.join(import.meta.dirname, '..');
const sources = ['server/src', 'server/migrations', 'contract', 'adapters', 'documents', 'editions'];
const host = '127.0.0.1';
const say = (line: string) => console.log(`  ${line}`);

const lifetime = openLifetime({ onWish: () => console.log('\n  Stopping …'), onFault: (error) => say(String(error)) });
let exitCode = 0;
try {
  await develop(lifetime);
  if (!lifetime.signal.aborted) await new Promise((resolve) => lifetime.signal.addEventListener('abort', resolve));
} catch (error) {
  exitCode = error instanceof Stopped ? 0 : 1;
  if (exitCode > 0) console.error(`\n${error instanceof SettingError ? error.message : String(error)}\n`);
}
await lifetime.close();
process.exit(exitCode);

async function develop(lifetime: Lifetime): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '7332' },
      data: { type: 'string', default: path.join(root, 'data-dev') },
    },
  });
  const args = ['--port', values.port, '--data', values.data];
  const environment = readEnvironment({}, args, root);
  const url = `http://${host}:${environment.ATELIER_PORT}`;
  console.log('\nAtelier, for development');
  await checkPort(environment);
  openDataFolder(environment.dataDir);
  const adminUrl = await findDatabase({ environment, say, lifetime });
  lifetime.check();
  const demoUrl = await startDemoService(environment.dataDir, say, lifetime);
  lifetime.check();

  const port = await findFreePort(0);
  const server = superviseServer({
    command: [
      '--import',
      path.join(root, 'server/src/bin/quick-imports.ts'),
      path.join(import.meta.dirname, 'dev/serve.ts'),
      '--port',
      String(port),
      '--data',
      environment.dataDir,
      '--url',
      url,
      '--database',
      adminUrl,
      '--demo',
      demoUrl,
    ],
    say,
  });
  lifetime.onEnd(() => server.stop());
  const watching = watchSources(root, sources, (file) => {
    say(`${file} changed; restarting the server`);
    server.restart();
  });
  lifetime.onEnd(() => watching.close());

  const vite = await createServer({
    root: path.join(root, 'web'),
    configFile: path.join(root, 'web/vite.config.ts'),
    clearScreen: false,
    logLevel: 'warn',
    server: { host, port: environment.ATELIER_PORT, strictPort: true, cors: false },
    plugins: [forwardTo({ paths: ['/api/', '/files/', '/healthz'], port, ready: () => server.ready() })],
  });
  lifetime.onEnd(() => vite.close());
  await vite.listen();
  await server.ready();
  lifetime.check();
  const account = await ensureSampleAccount(url);
  console.log(
    `\n  Ready: ${url}\n  Sign in as ${account.email} with “${account.password}”, the operator of this folder.`,
  );
  console.log(
    `  Data is in ${path.relative(process.cwd(), environment.dataDir) || '.'}; delete the folder to begin anew. Ctrl-C stops everything.\n`,
  );
}
