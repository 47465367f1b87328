import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Postgres's own load generator, from Debian's `postgresql-contrib`. Null when this machine has none. */
export function findPgbench(): string | null {
  try {
    return execFileSync('pgbench', ['--version'], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

/** Transactions of the script per second, without the time to connect. */
export async function runPgbench(options: {
  url: string;
  script: string;
  clients: number;
  seconds: number;
}): Promise<number> {
  const url = new URL(options.url);
  const { stdout } = await run(
    'pgbench',
    [
      '--no-vacuum',
      '--protocol=prepared',
      `--client=${options.clients}`,
      '--jobs=2',
      `--time=${options.seconds}`,
      `--file=${options.script}`,
      url.pathname.slice(1),
    ],
    {
      env: {
        ...process.env,
        PGHOST: url.hostname,
        PGPORT: url.port,
        PGUSER: url.username,
        PGPASSWORD: decodeURIComponent(url.password),
      },
    },
  );
  const failed = /number of failed transactions: (\d+)/.exec(stdout)?.[1];
  const perSecond = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (failed !== '0' || perSecond === undefined) throw new Error(`pgbench did not finish soundly:\n${stdout}`);
  return Number(perSecond);
}
