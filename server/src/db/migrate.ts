import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { sha256Hex } from '../kernel/ids.ts';
import { guardEngineTables } from './engine-tables.ts';
import { migrateEngine } from './migrate-engine.ts';
import { ensureRoles, groupRoles } from './roles.ts';

const migrationsDir = join(import.meta.dirname, '../../migrations');

export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** Brings a database to the newest schema: roles, our tables, the engine's tables. Safe to run by many starts at once. */
export async function migrate(options: { adminUrl: string; loginPassword: string }): Promise<{ applied: string[] }> {
  const admin = new pg.Client({ connectionString: options.adminUrl, application_name: 'atelier-migrate' });
  await admin.connect();
  try {
    await ensureRoles(admin, options.loginPassword);
    await admin.query('select pg_advisory_lock(7420002)');
    const applied = await applyNumbered(admin);
    await migrateEngine(options.adminUrl);
    await guardEngineTables(admin);
    return { applied };
  } finally {
    await admin.end();
  }
}

async function applyNumbered(admin: pg.Client): Promise<string[]> {
  await admin.query(`create schema if not exists app authorization ${groupRoles.owner}`);
  await admin.query('revoke all on schema public from public');
  await admin.query(`create table if not exists app.migrations (
    name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
  await admin.query(`alter table app.migrations owner to ${groupRoles.owner}`);
  await admin.query(
    'alter table app.migrations enable row level security; alter table app.migrations force row level security',
  );
  await admin.query(`drop policy if exists owner_only on app.migrations;
    create policy owner_only on app.migrations to ${groupRoles.owner} using (true) with check (true)`);

  const files = (await readdir(migrationsDir)).filter((name) => name.endsWith('.sql')).toSorted();
  const applied: string[] = [];
  for (const name of files) {
    const text = await readFile(join(migrationsDir, name), 'utf8');
    const sha256 = sha256Hex(text);
    await admin.query('begin');
    try {
      await admin.query(`set local role ${groupRoles.owner}`);
      const { rows } = await admin.query<{ sha256: string }>('select sha256 from app.migrations where name = $1', [
        name,
      ]);
      const known = rows[0];
      if (known && known.sha256 !== sha256) {
        throw new MigrationError(`Migration ${name} was changed after it was applied. Add a new migration instead.`);
      }
      if (!known) {
        await admin.query(text);
        await admin.query('insert into app.migrations (name, sha256) values ($1, $2)', [name, sha256]);
        applied.push(name);
      }
      await admin.query('commit');
    } catch (error) {
      await admin.query('rollback');
      throw error;
    }
  }
  return applied;
}
