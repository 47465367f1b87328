import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { isAlive } from '#server/db/postmaster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A superuser's URL of the run's own Postgres; each test file makes its own database there. */
    postgresUrl: string;
  }
}

const PREFIX = 'atelier-test-postgres-';
const UNSAFE_BUT_FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Vitest's global setup: one Postgres for the whole run, or the one ATELIER_TEST_DATABASE_URL names. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.ATELIER_TEST_DATABASE_URL;
  if (given) {
    project.provide('postgresUrl', given);
    return undefined;
  }
  await sweep();
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX));
  fs.writeFileSync(path.join(dataDir, 'owner.pid'), String(process.pid));
  const postgres = await startEmbeddedPostgres({ dataDir, port: 0, log: () => undefined, settings: UNSAFE_BUT_FAST });
  process.env.ATELIER_TEST_DATABASE_URL = postgres.url;
  project.provide('postgresUrl', postgres.url);
  return async () => {
    delete process.env.ATELIER_TEST_DATABASE_URL;
    await postgres.stop();
    fs.rmSync(dataDir, { recursive: true, force: true });
  };
}

/** A killed run leaves its database behind; the next one puts it away. */
async function sweep(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dataDir = path.join(os.tmpdir(), name);
    try {
      if (isAlive(Number(fs.readFileSync(path.join(dataDir, 'owner.pid'), 'utf8')))) continue;
      const postgres = await startEmbeddedPostgres({
        dataDir,
        port: 0,
        log: () => undefined,
        settings: UNSAFE_BUT_FAST,
      });
      await postgres.stop();
      fs.rmSync(dataDir, { recursive: true, force: true });
    } catch {
      // Another user's folder, or one being made or swept by another run right now: not ours to judge.
    }
  }
}
