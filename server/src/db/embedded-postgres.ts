import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { findFreePort } from './free-port.ts';
import { findPostgresBinaries, POSTGRES_MAJOR, type PostgresBinaries } from './postgres-binaries.ts';
import { POSTGRES_SETTINGS } from './postgres-settings.ts';
import { answers, findPostmaster, isAlive, stopPostmaster } from './postmaster.ts';
import { findUnprivileged, type Unprivileged } from './unprivileged.ts';

const LOG_LIMIT_BYTES = 5_000_000;
const SUPERUSER = 'atelier';

export interface EmbeddedPostgresOptions {
  /** The data folder of the installation; the cluster lives in `postgres/<major version>` inside it. */
  dataDir: string;
  /** Tried first; when it is taken the system picks another, so read the port from the answer's `url`. */
  port: number;
  /** One sentence for a person about each step that takes time. */
  log: (message: string) => void;
  /** Server settings over the house's own, e.g. `{ fsync: 'off' }` in tests. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  /** Of the superuser `atelier` and the database `postgres`, on the loopback address. */
  url: string;
  pid: number;
  /** True when a server left behind by a killed process was taken over. */
  adopted: boolean;
  mode: Unprivileged['mode'] | 'adopted';
  /** Stops the server in order; resolves when it has ended. */
  stop(): Promise<void>;
}

/**
 * Starts the Postgres that comes with the installation, or takes over the one an earlier, killed process left running.
 * Throws with the way out when this platform has no binaries or the data folder cannot be used.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = findPostgresBinaries();
  const home = openHome(options.dataDir);
  const cluster = path.join(home, String(POSTGRES_MAJOR));
  const password = readPassword(home);
  const urlFor = (port: number) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  const stop = (pid: number) => () => stopPostmaster(pid, () => pgCtlStop(binaries, cluster));

  const survivor = findPostmaster(cluster);
  if (survivor && (await answers(urlFor(survivor.port), () => !isAlive(survivor.pid)))) {
    const { pid, port } = survivor;
    return { url: urlFor(port), pid, adopted: true, mode: 'adopted', stop: stop(pid) };
  }

  const runner = findUnprivileged({ reach: [binaries.postgres, path.dirname(home)], ours: path.dirname(home) });
  own(home, runner);
  if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
    options.log('Creating the database.');
    createCluster({ binaries, cluster, password, runner, durable: options.settings?.fsync !== 'off' });
  }
  const port = await findFreePort(options.port);
  const logFile = path.join(home, 'postgres.log');
  const { pid, hasEnded } = launch({ binaries, cluster, logFile, port, runner, settings: options.settings ?? {} });
  if (await answers(urlFor(port), hasEnded)) {
    return { url: urlFor(port), pid, adopted: false, mode: runner.mode, stop: stop(pid) };
  }
  throw new Error(
    `The embedded Postgres ended while starting. Its last words, from ${logFile}:\n${lastLines(logFile)}`,
  );
}

/** A folder of its own, because its owner may be another user than the one who owns the rest of the data. */
function openHome(dataDir: string): string {
  const home = path.join(path.resolve(dataDir), 'postgres');
  try {
    fs.mkdirSync(home, { recursive: true, mode: 0o700 });
    fs.accessSync(home, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    return fs.realpathSync(home);
  } catch (cause) {
    throw new Error(
      `The data folder ${dataDir} cannot be used: this user may not write in ${home}. Set ATELIER_DATA_DIR to a folder that you own.`,
      { cause },
    );
  }
}

function readPassword(home: string): string {
  const file = path.join(home, 'password');
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return fs.readFileSync(file, 'utf8').trim();
}

/** After a move between users (first root, then not) every file must belong to whom the server runs as. */
function own(home: string, { owner }: Unprivileged): void {
  if (!owner || process.getuid?.() !== 0 || fs.statSync(home).uid === owner.uid) return;
  const entries = fs.readdirSync(home, { recursive: true, encoding: 'utf8' });
  for (const entry of entries) fs.lchownSync(path.join(home, entry), owner.uid, owner.gid);
  fs.chownSync(home, owner.uid, owner.gid);
}

interface Creation {
  binaries: PostgresBinaries;
  cluster: string;
  password: string;
  runner: Unprivileged;
  durable: boolean;
}

/** Made under another name and renamed when whole, so that a kill in the middle leaves no half database. */
function createCluster({ binaries, cluster, password, runner, durable }: Creation): void {
  const draft = `${cluster}.draft`;
  const passwordFile = `${cluster}.password`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runner.ids.uid !== undefined) fs.chownSync(passwordFile, runner.ids.uid, runner.ids.gid!);
  // The builtin provider sorts alike on every platform; the C library's locale only words messages then.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const layout = ['-E', 'UTF8', '--wal-segsize=4', '--no-instructions', ...(durable ? [] : ['--no-sync'])];
  const [command, ...args] = [...runner.prefix, binaries.initdb, '-D', draft, ...access, ...locale, ...layout];
  try {
    execFileSync(command!, args, { ...runner.ids, env: environment(), stdio: 'pipe' });
  } catch (error) {
    const words = String((error as { stderr?: Buffer }).stderr ?? error).trim();
    throw new Error(`The database could not be created in ${cluster}: ${words}`, { cause: error });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.renameSync(draft, cluster);
}

interface Launch {
  binaries: PostgresBinaries;
  cluster: string;
  logFile: string;
  port: number;
  runner: Unprivileged;
  settings: Record<string, string>;
}

function launch({ binaries, cluster, logFile, port, runner, settings }: Launch): {
  pid: number;
  hasEnded: () => boolean;
} {
  const all = Object.entries({ ...POSTGRES_SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const [command, ...args] = [...runner.prefix, binaries.postgres, '-D', cluster, '-p', String(port), ...all];
  if ((fs.statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) fs.truncateSync(logFile);
  const output = fs.openSync(logFile, 'a', 0o600);
  // Its own process group: Ctrl-C reaches the application first, which stops the database last.
  const child = spawn(command!, args, {
    ...runner.ids,
    env: environment(),
    stdio: ['ignore', output, output],
    detached: true,
  });
  fs.closeSync(output);
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', () => (ended = true));
  child.unref();
  return { pid: child.pid ?? 0, hasEnded: () => ended };
}

/** Nothing of ours: secrets in the environment have no business in the database's processes. */
function environment(): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', TZ: 'UTC' };
}

function pgCtlStop(binaries: PostgresBinaries, cluster: string): void {
  execFileSync(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w'], { stdio: 'ignore' });
}

function lastLines(file: string): string {
  return fs.readFileSync(file, 'utf8').trimEnd().split('\n').slice(-5).join('\n');
}
