import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { isAlive } from '#server/db/postmaster.ts';

export interface ProofCluster {
  /** Answers the administrator's address of a new database. */
  createDatabase(name: string): Promise<string>;
  /** Stops like a power cut for the server (nothing is flushed that was not committed) and starts again. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const endedWithinMs = 10_000;

/** A Postgres of the proof's own, with the settings of a real installation: what is committed must survive. */
export async function startCluster(dir: string): Promise<ProofCluster> {
  const start = (port: number) => startEmbeddedPostgres({ dataDir: join(dir, 'cluster'), port, log: () => {} });
  let postgres = await start(0);
  const port = Number(new URL(postgres.url).port);

  return {
    async createDatabase(name) {
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async crash() {
      process.kill(postgres.pid, 'SIGQUIT');
      for (const end = performance.now() + endedWithinMs; isAlive(postgres.pid); await pause(20)) {
        if (performance.now() > end) throw new Error('Postgres did not stop on SIGQUIT');
      }
      postgres = await start(port);
      if (Number(new URL(postgres.url).port) !== port)
        throw new Error(`Port ${port} was taken while Postgres was down`);
    },
    close: () => postgres.stop(),
  };
}
