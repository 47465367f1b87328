import pg from 'pg';
import { groupRoles, loginRole } from '#server/db/roles.ts';
import type { Party } from './target.ts';

export const attackerRoles = ['login', 'app', 'worker', 'janitor', 'engine'] as const;
export type AttackerRole = (typeof attackerRoles)[number];

/** In whose name a transaction is opened, and with which context. */
export interface Disguise {
  role: AttackerRole;
  context: { workspaceId?: string; accountId?: string; operator?: boolean };
}

export interface AttackSession {
  /** Runs the work inside a transaction of this disguise; whatever the one before did is taken back first. */
  disguised<Result>(disguise: Disguise, work: (query: AttackQuery) => Promise<Result>): Promise<Result>;
}
export type AttackQuery = (text: string, values: unknown[]) => Promise<{ rowCount: number | null }>;

/** As the app itself connects: the login, and one transaction after the other. */
export function loginSession(client: pg.Client): AttackSession {
  return {
    async disguised(disguise, work) {
      // One way to the server and back fewer than with a rollback of its own.
      await client.query(`rollback; begin; ${enter(disguise)}`);
      return work((text, values) => client.query(text, values));
    },
  };
}

/** Inside a transaction of a superuser that has changed the walls and will be rolled back: as good as the login. */
export async function sabotagedSession(superuser: pg.Client): Promise<AttackSession> {
  await superuser.query('savepoint attack');
  return {
    async disguised(disguise, work) {
      await superuser.query(
        `rollback to savepoint attack; set local session authorization ${loginRole}; ${enter(disguise)}`,
      );
      return work((text, values) => superuser.query(text, values));
    },
  };
}

/** The same four settings as `Database.inScope` makes. */
function enter({ role, context }: Disguise): string {
  const settings: [string, string][] = [
    ['role', role === 'login' ? 'none' : groupRoles[role]],
    ['app.workspace_id', context.workspaceId ?? ''],
    ['app.account_id', context.accountId ?? ''],
    ['app.operator', context.operator ? 'on' : ''],
  ];
  return `select ${settings.map(([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`).join(', ')}`;
}

export const contextNames = ['no context', 'another workspace', 'another account', 'the operator'] as const;
export type ContextName = (typeof contextNames)[number];

export function contextOf(name: ContextName, attacker: Party): Disguise['context'] {
  switch (name) {
    case 'no context':
      return {};
    case 'another workspace':
      return { ...attacker };
    case 'another account':
      return { accountId: attacker.accountId };
    case 'the operator':
      return { ...attacker, operator: true };
  }
}
