import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseUrl, testLoginPassword } from '#test/database.ts';
import { createTestDatabase } from '#test/database.ts';
import { migrate } from './migrate.ts';
import { groupRoles, loginRole } from './roles.ts';

/** What a managed Postgres gives: a user who may create roles and databases, and no superuser. */
const administrator = `administrator_${process.pid}`;

describe('migrating', () => {
  const cluster = inject('postgresUrl');
  const name = `managed_${process.pid}`;
  let superuser: pg.Client;
  beforeAll(async () => {
    // The roles of the cluster are there: those the administrator made itself it could grant anyway.
    await (await createTestDatabase()).close();
    superuser = new pg.Client({ connectionString: cluster });
    await superuser.connect();
    await superuser.query(`create role ${administrator} login createrole createdb password 'managed'`);
    for (const role of [...Object.values(groupRoles), loginRole]) {
      await superuser.query(`grant ${role} to ${administrator} with admin option, inherit false, set false`);
    }
    await superuser.query(`create database ${name} owner ${administrator}`);
  });
  afterAll(async () => {
    await superuser.query(`drop database if exists ${name} with (force)`);
    await superuser.query(`drop owned by ${administrator}`);
    await superuser.query(`drop role ${administrator}`);
    await superuser.end();
  });

  it('needs no superuser, and changes nothing when it is done again', async () => {
    const url = new URL(databaseUrl(cluster, name));
    url.username = administrator;
    url.password = 'managed';
    const options = { adminUrl: url.href, loginPassword: testLoginPassword };
    expect((await migrate(options)).applied.length).toBeGreaterThan(5);
    expect((await migrate(options)).applied).toEqual([]);
  });
});
