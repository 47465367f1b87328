import type { TableEntry } from '#server/domains/data-map.ts';
import type { Catalog, Queryable, Relation } from './read-catalog.ts';

/** Whose rows there are, by the two ids that contexts are made of. */
export interface Party {
  workspaceId: string;
  accountId: string;
}

export type Row = Record<string, unknown>;

/** A table as an attack sees it: what can be written, and a row of each party, which the attacker need not be able to read. */
export interface Target {
  /** Quoted, with its schema. */
  name: string;
  relation: Relation;
  entry: TableEntry | null;
  /** Columns that a statement may name. */
  columns: string[];
  ownerColumn: string | null;
  owner: (party: Party) => string | null;
  rowOfA: Row | null;
  rowOfB: Row | null;
  countOfA: number;
}

/** Every table of every schema, with rows that the two parties left behind. */
export async function findTargets(
  admin: Queryable,
  catalog: Catalog,
  declared: Record<string, TableEntry>,
  parties: { a: Party; b: Party },
): Promise<Target[]> {
  const tables = catalog.relations.filter(({ kind }) => kind === 'table');
  const targets: Target[] = [];
  for (const relation of tables) targets.push(await findTarget(admin, relation, declared, parties));
  return targets;
}

async function findTarget(
  admin: Queryable,
  relation: Relation,
  declared: Record<string, TableEntry>,
  parties: { a: Party; b: Party },
): Promise<Target> {
  const name = `"${relation.schema}"."${relation.name}"`;
  const entry = relation.schema === 'app' ? (declared[relation.name] ?? null) : null;
  const [ownerColumn, by] = ownerOf(relation, entry);
  const owner = (party: Party) => (by === 'workspace' ? party.workspaceId : by === 'account' ? party.accountId : null);
  const rowsOf = async (party: Party) => {
    const where = ownerColumn ? `where t."${ownerColumn}" = $1` : '';
    const values = ownerColumn ? [owner(party)] : [];
    const { rows } = await admin.query<{ row: Row | null; count: number }>(
      `select (select to_jsonb(t) from ${name} t ${where} limit 1) as row, (select count(*)::int from ${name} t ${where}) as count`,
      values,
    );
    return rows[0] ?? { row: null, count: 0 };
  };
  const ofA = await rowsOf(parties.a);
  return {
    name,
    relation,
    entry,
    columns: relation.columns.filter((column) => !column.generated).map((column) => column.name),
    ownerColumn,
    owner,
    rowOfA: ofA.row,
    rowOfB: (await rowsOf(parties.b)).row,
    // Rows of the installation belong to no party.
    countOfA: entry?.owner.by === 'installation' || !ownerColumn ? 0 : ofA.count,
  };
}

/** The declared owner; rows of the installation may still be about somebody. */
function ownerOf(relation: Relation, entry: TableEntry | null): [string | null, 'workspace' | 'account' | null] {
  if (entry && entry.owner.by !== 'installation') return [entry.owner.column, entry.owner.by];
  const names = relation.columns.map((column) => column.name);
  if (names.includes('account_id')) return ['account_id', 'account'];
  if (names.includes('workspace_id')) return ['workspace_id', 'workspace'];
  return [null, null];
}
