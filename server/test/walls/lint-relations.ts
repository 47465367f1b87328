import { groupRoles, loginRole } from '#server/db/roles.ts';
import type { TableEntry } from '#server/domains/data-map.ts';
import { isPersonal } from './declared-tables.ts';
import type { Finding } from './lint-catalog.ts';
import type { Catalog, Grant, Relation } from './read-catalog.ts';

/** Tables, views and sequences of every schema, the engine's and the migration table included. */
export function lintRelations(catalog: Catalog, declared: Record<string, TableEntry>): Finding[] {
  return catalog.relations.flatMap((relation) => {
    const entry = relation.schema === 'app' ? declared[relation.name] : undefined;
    return [...lintOne(relation), ...lintGrants(relation, entry), ...lintForeignKeys(relation, declared)];
  });
}

function lintOne(relation: Relation): Finding[] {
  const findings: Finding[] = [];
  const thing = `${relation.schema}.${relation.name}`;
  const add = (rule: string, detail: string) => findings.push({ rule, thing, detail });
  if (relation.owner !== groupRoles.owner) add('relations belong to atelier_owner', `belongs to ${relation.owner}`);
  if (relation.kind === 'table') {
    if (!relation.rowSecurity) add('row-level security is on', 'is off');
    if (!relation.forced) add('row-level security is forced', 'binds everybody but the owner');
  }
  if (relation.kind === 'view' && !relation.options.includes('security_invoker=true')) {
    add('views ask as their caller', 'asks as its owner');
  }
  if (relation.kind === 'materialized view' || relation.kind === 'foreign table') {
    add('every relation can have row-level security', `is a ${relation.kind}`);
  }
  if (!['app', 'dbos'].includes(relation.schema))
    add('relations live in schema app or dbos', `lives in ${relation.schema}`);
  return findings;
}

function allGrants(relation: Relation): Grant[] {
  return [...relation.grants, ...relation.columns.flatMap((column) => column.grants)];
}

function lintGrants(relation: Relation, entry: TableEntry | undefined): Finding[] {
  const findings: Finding[] = [];
  const thing = `${relation.schema}.${relation.name}`;
  const add = (rule: string, detail: string) => findings.push({ rule, thing, detail });
  const known: string[] =
    relation.schema === 'dbos'
      ? [groupRoles.engine, relation.owner]
      : [groupRoles.app, groupRoles.worker, groupRoles.janitor, groupRoles.search, relation.owner];
  for (const { to, privilege } of allGrants(relation)) {
    if (!known.includes(to))
      add('nothing is granted to everybody', `${privilege} to ${to}${to === loginRole ? ', the login' : ''}`);
    else if (to !== relation.owner && ['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'].includes(privilege)) {
      add('runtime roles only read and write rows', `${privilege} to ${to}`);
    }
    if (to === groupRoles.janitor) {
      if (privilege !== 'SELECT' && privilege !== 'DELETE') add('the janitor writes nothing', `${privilege} to ${to}`);
      if (privilege === 'DELETE' && entry?.retention.rule !== 'duration')
        add('the janitor deletes by a declared rule', `has no duration, and ${to} may delete`);
    }
    if (to === groupRoles.search && privilege !== 'SELECT' && relation.name !== 'rate_buckets') {
      add('definer functions only read', `${privilege} to ${to}`);
    }
  }
  for (const column of janitorReads(relation)) {
    const declared = entry?.columns[column];
    if (declared && isPersonal(declared)) add('the janitor reads nothing personal', `may read ${column}`);
  }
  return findings;
}

function janitorReads(relation: Relation): string[] {
  const reads = ({ to, privilege }: Grant) => to === groupRoles.janitor && privilege === 'SELECT';
  if (relation.grants.some(reads)) return relation.columns.map((column) => column.name);
  return relation.columns.filter((column) => column.grants.some(reads)).map((column) => column.name);
}

/** A reference is checked past row-level security, so between tenants' tables it must carry the tenant. */
function lintForeignKeys(relation: Relation, declared: Record<string, TableEntry>): Finding[] {
  const tenantColumn = (name: string) => {
    const owner = declared[name]?.owner;
    return owner?.by === 'workspace' && name !== 'workspaces' ? owner.column : null;
  };
  const own = relation.schema === 'app' ? tenantColumn(relation.name) : null;
  if (!own) return [];
  return relation.foreignKeys
    .filter(({ columns, to }) => tenantColumn(to) !== null && !columns.includes(own))
    .map(({ name, to }) => ({
      rule: 'a reference stays in its workspace',
      thing: `${relation.schema}.${relation.name}`,
      detail: `${name} refers to ${to} without ${own}`,
    }));
}
