import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase } from '#server/db/database.ts';
import type { Database } from '#server/db/database.ts';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';

export const testLoginPassword = 'test-login-password';

export interface TestDatabase {
  adminUrl: string;
  url: string;
  database: Database;
  /** A connection past every wall, for looking at what is really there. */
  admin: pg.Pool;
  close(): Promise<void>;
}

/** A database of one's own, copied from a migrated template that is made once per state of the migrations. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const clusterUrl = inject('postgresUrl');
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const template = await ensureTemplate(clusterUrl);
  await asAdmin(clusterUrl, async (client) => {
    await client.query('select pg_advisory_lock(7420003)');
    await client.query(`create database ${name} template ${template}`);
  });
  const adminUrl = databaseUrl(clusterUrl, name);
  const url = runtimeUrl(adminUrl, testLoginPassword);
  const database = createDatabase({ url, poolSize: 10 });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 3 });
  admin.on('error', () => {});
  return {
    adminUrl,
    url,
    database,
    admin,
    async close() {
      await database.close();
      await admin.end();
      await asAdmin(clusterUrl, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

async function ensureTemplate(clusterUrl: string): Promise<string> {
  const directory = join(import.meta.dirname, '../migrations');
  const digest = createHash('sha256');
  for (const file of readdirSync(directory).toSorted()) digest.update(readFileSync(join(directory, file)));
  const name = `template_${digest.digest('hex').slice(0, 12)}`;
  await asAdmin(clusterUrl, async (client) => {
    await client.query('select pg_advisory_lock(7420003)');
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const building = `${name}_new`;
    await client.query(`drop database if exists ${building} with (force)`);
    await client.query(`create database ${building}`);
    await migrate({ adminUrl: databaseUrl(clusterUrl, building), loginPassword: testLoginPassword });
    await client.query(`alter database ${building} rename to ${name}`);
  });
  return name;
}

export function databaseUrl(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asAdmin<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
