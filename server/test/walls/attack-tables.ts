import { groupRoles, loginRole } from '#server/db/roles.ts';
import { attackerRoles, contextNames, contextOf } from './attack-session.ts';
import type { AttackerRole, AttackQuery, AttackSession, ContextName, Disguise } from './attack-session.ts';
import { allowances } from './allowances.data.ts';
import { attacks } from './attacks.ts';
import type { Aim, AttackName, Statement } from './attacks.ts';
import type { Party, Target } from './target.ts';

export interface Breach {
  table: string;
  role: AttackerRole;
  context: ContextName;
  attack: AttackName;
  /** How far it came. */
  detail: string;
}

export interface Campaign {
  breaches: Breach[];
  /** Attacks that were made, by table. */
  made: Record<string, number>;
}

const insufficientPrivilege = '42501';

/** Makes every attack as every role in every context on every table, and tells which came through. */
export async function attackTables(
  session: AttackSession,
  targets: readonly Target[],
  parties: { a: Party; b: Party },
  options: { stopAtFirst?: boolean } = {},
): Promise<Campaign> {
  const campaign: Campaign = { breaches: [], made: {} };
  for (const target of targets) {
    const table = `${target.relation.schema}.${target.relation.name}`;
    for (const role of attackerRoles) {
      // The engine's tables are the engine's.
      if (role === 'engine' && target.relation.schema === 'dbos') continue;
      for (const context of contextNames) {
        const aim: Aim = {
          target,
          role: role === 'login' ? loginRole : groupRoles[role],
          attacker: context === 'no context' ? null : attackerIn(context, target, parties.a),
          victim: parties.b,
        };
        const disguise = { role, context: contextOf(context, parties.a) };
        for (const [attack, plan] of Object.entries(attacks) as [AttackName, (aim: Aim) => Statement[]][]) {
          const outcomes = await perform(session, disguise, plan(aim));
          campaign.made[table] = (campaign.made[table] ?? 0) + outcomes.length;
          const detail = outcomes.find((outcome) => outcome !== null);
          if (!detail || isAllowed(role, context, target, attack)) continue;
          campaign.breaches.push({ table, role, context, attack, detail });
          if (options.stopAtFirst) return campaign;
        }
      }
    }
  }
  return campaign;
}

/** Whose own rows the context opens: an account alone opens no rows of a workspace. */
function attackerIn(context: ContextName, { entry }: Target, attacker: Party): Party | null {
  return context === 'another account' && entry?.owner.by === 'workspace' ? null : attacker;
}

async function perform(
  session: AttackSession,
  disguise: Disguise,
  statements: readonly Statement[],
): Promise<(string | null)[]> {
  const outcomes: (string | null)[] = [];
  for (const statement of statements) {
    outcomes.push(await session.disguised(disguise, (query) => attempt(query, statement)));
  }
  return outcomes;
}

/** Null when the wall held; otherwise how it gave way. */
async function attempt(
  query: AttackQuery,
  { before, text, values, harmlessRows, blind }: Statement,
): Promise<string | null> {
  try {
    if (before) await query(before, []);
    const rows = (await query(text, values)).rowCount ?? 0;
    return rows > harmlessRows ? `touched ${rows} rows, ${Math.max(0, harmlessRows)} are its own` : null;
  } catch (error) {
    const { code = '', message } = error as Error & { code?: string };
    if (code === insufficientPrivilege) return null;
    // An identity column is never written, by nobody.
    if (code === '428C9') return null;
    if (code.startsWith('42') || code.startsWith('22'))
      throw new Error(`A malformed attack proves nothing: ${message}\n${text}`, { cause: error });
    if (blind && harmlessRows > 0) return null;
    // Policies are asked before constraints and triggers: whatever else stopped it came after the wall.
    return `was stopped by ${code} only`;
  }
}

function isAllowed(role: AttackerRole, context: ContextName, { relation, entry }: Target, attack: AttackName): boolean {
  return allowances.some(
    (allowance) =>
      allowance.role === role &&
      (allowance.context ?? context) === context &&
      relation.schema === 'app' &&
      allowance.table(relation.name, entry) &&
      allowance.attacks.includes(attack),
  );
}
