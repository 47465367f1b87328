import type { Client } from 'pg';

/**
 * Who may touch what. Login roles own nothing and are not superuser; every transaction takes on one of the group roles
 * below, and row-level security decides with it.
 */
export const groupRoles = {
  owner: 'atelier_owner',
  app: 'atelier_app',
  worker: 'atelier_worker',
  janitor: 'atelier_janitor',
  search: 'atelier_search',
  engine: 'atelier_engine',
} as const;
export type RuntimeRole = 'app' | 'worker' | 'janitor';

export const loginRole = 'atelier_login';

/** Creates the roles where they are missing and sets the login's password. Needs a role that may create roles. */
export async function ensureRoles(admin: Client, loginPassword: string): Promise<void> {
  // Roles belong to the cluster: two starts at once take turns.
  await admin.query('select pg_advisory_lock(7420001)');
  try {
    const { rows } = await admin.query<{ rolname: string }>(
      "select rolname from pg_roles where rolname like 'atelier\\_%'",
    );
    const present = new Set(rows.map((row) => row.rolname));
    for (const role of Object.values(groupRoles)) {
      if (!present.has(role)) await admin.query(`create role ${role} nologin noinherit`);
    }
    const password = admin.escapeLiteral(loginPassword);
    if (!present.has(loginRole)) await admin.query(`create role ${loginRole} login noinherit password ${password}`);
    else await admin.query(`alter role ${loginRole} password ${password}`);
    for (const name of ['app', 'worker', 'janitor', 'engine'] as const) {
      await admin.query(`grant ${groupRoles[name]} to ${loginRole}`);
    }
    for (const name of ['owner', 'search'] as const) await admin.query(`grant ${groupRoles[name]} to current_user`);
    // The owner hands reviewed definer functions over to this role.
    await admin.query(`grant ${groupRoles.search} to ${groupRoles.owner}`);
  } finally {
    await admin.query('select pg_advisory_unlock(7420001)');
  }
}

/** The URL under which the running system connects: same server and database, the login role. */
export function runtimeUrl(adminUrl: string, loginPassword: string): string {
  const url = new URL(adminUrl);
  url.username = loginRole;
  url.password = loginPassword;
  return url.href;
}
