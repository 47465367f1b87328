import { groupRoles, loginRole } from '#server/db/roles.ts';
import type { TableEntry } from '#server/domains/data-map.ts';
import type { Finding } from './lint-catalog.ts';
import type { Catalog, Policy, Relation } from './read-catalog.ts';

const trusted: readonly string[] = [groupRoles.janitor, groupRoles.search, groupRoles.owner, groupRoles.engine];

/** Every policy names its roles, and what it lets the app and the worker see is the owner's column against the context. */
export function lintPolicies({ relations }: Catalog, declared: Record<string, TableEntry>): Finding[] {
  return relations
    .filter(({ kind }) => kind === 'table')
    .flatMap((relation) =>
      relation.policies.flatMap((policy) => {
        const faults = [
          ...rolesOf(policy, relation),
          ...wrapping(policy),
          ...expressions(policy, relation, declared[relation.name]),
        ];
        return faults.map(([rule, detail]) => ({
          rule,
          thing: `${relation.schema}.${relation.name}`,
          detail: `${policy.name} ${detail}`,
        }));
      }),
    );
}

type Fault = [rule: string, detail: string];

function rolesOf(policy: Policy, relation: Relation): Fault[] {
  const faults: Fault[] = [];
  for (const role of policy.roles) {
    if (role === 'PUBLIC' || role === loginRole) faults.push(['policies name their roles', `is for ${role}`]);
    else if (relation.schema === 'dbos' && role !== groupRoles.engine && role !== groupRoles.owner) {
      faults.push(['the engine’s tables are the engine’s', `admits ${role}`]);
    }
  }
  return faults;
}

/** `(select f())` is asked once per query, a bare `f()` once per row. */
function wrapping({ using, check }: Policy): Fault[] {
  const bare = [using, check]
    .filter((expression) => expression !== null)
    .some((expression) => /(?<!SELECT )app\.\w+\(\)/.test(expression));
  return bare ? [['policies wrap the context', 'asks for the context at every row']] : [];
}

function expressions(policy: Policy, relation: Relation, entry: TableEntry | undefined): Fault[] {
  const faults: Fault[] = [];
  const roles = policy.roles.filter((role) => !trusted.includes(role));
  if (roles.length === 0) return writesWithoutCheck(policy, relation, policy.roles);
  const owner = entry?.owner ?? { by: 'installation' };
  const uses = [
    ...(policy.command === 'INSERT' ? [] : [{ kind: 'USING', text: policy.using }]),
    ...(policy.check === null ? [] : [{ kind: 'WITH CHECK', text: policy.check }]),
  ];
  for (const { kind, text } of uses) {
    if (owner.by === 'installation') {
      if (!text?.includes('( SELECT app.'))
        faults.push(['policies compare the owner with the context', `has ${kind} ${text}, which no context decides`]);
      continue;
    }
    const context = `app.${owner.by}_id() AS ${owner.by}_id`;
    const expected = `(${owner.column} = ( SELECT ${context}))`;
    if (text !== expected)
      faults.push(['policies compare the owner with the context', `has ${kind} ${text}, not ${expected}`]);
  }
  return [...faults, ...writesWithoutCheck(policy, relation, roles)];
}

/** Where rows may be written, what may be written is said, not inherited from what may be read. */
function writesWithoutCheck({ command, check }: Policy, relation: Relation, roles: readonly string[]): Fault[] {
  const governs = command === 'ALL' ? ['INSERT', 'UPDATE'] : [command];
  const grants = [...relation.grants, ...relation.columns.flatMap((column) => column.grants)];
  const granted = grants.find(
    ({ to, privilege }) =>
      roles.includes(to) && ['INSERT', 'UPDATE'].includes(privilege) && governs.includes(privilege),
  );
  return granted && check === null
    ? [['policies that let write have a check', `has no WITH CHECK, and ${granted.to} may ${granted.privilege}`]]
    : [];
}
