import type { Party, Row, Target } from './target.ts';

/** One statement against somebody else's rows. */
export interface Statement {
  /** Sent first, in the same transaction. */
  before?: string;
  text: string;
  values: unknown[];
  /** Rows it may touch without touching anybody else's. */
  harmlessRows: number;
  /** Own rows are in its way too, so a constraint that stops it says nothing about the wall. */
  blind?: boolean;
}

export interface Aim {
  target: Target;
  /** Name of the database role that attacks. */
  role: string;
  /** Null: a transaction without any context. */
  attacker: Party | null;
  victim: Party;
}

export type AttackName = keyof typeof attacks;

/**
 * Every way to touch rows of another party. Each answers the statements to try; none where it does not apply. The rows
 * come along as JSON: an attacker may know everything about a row except how to reach it.
 */
export const attacks = {
  'read the row': ({ target }: Aim) =>
    one(`select 1 from ${target.name} t where ${keyOf(target, 1)}`, [json(target.rowOfB)]),
  'read all rows of the owner': ({ target, victim }: Aim) =>
    target.ownerColumn
      ? one(`select 1 from ${target.name} t where t."${target.ownerColumn}" = $1`, [target.owner(victim)])
      : [],
  'read whatever there is': ({ target, attacker }: Aim) =>
    one(`select * from ${target.name}`, [], ownRows(target, attacker)),
  'count whatever there is': ({ target, attacker }: Aim) =>
    one(`select 1 from generate_series(1, (select count(*)::int from ${target.name}))`, [], ownRows(target, attacker)),
  'lock the row': ({ target }: Aim) =>
    one(`select 1 from ${target.name} t where ${keyOf(target, 1)} for update`, [json(target.rowOfB)]),
  'read with row security off': ({ target }: Aim) => [
    { before: 'set local row_security = off', text: `select 1 from ${target.name}`, values: [], harmlessRows: 0 },
  ],
  'insert a copy': ({ target }: Aim) => one(insertOf(target), [json(target.rowOfB)]),
  'insert a copy unless it is there': ({ target }: Aim) =>
    one(`${insertOf(target)} on conflict do nothing`, [json(target.rowOfB)]),
  'insert over the row': ({ target }: Aim) =>
    target.relation.primaryKey.length === 0
      ? []
      : one(
          `${insertOf(target)} on conflict (${quoted(target.relation.primaryKey)}) do update set ${assign(target.columns.at(-1)!, 1, target)}`,
          [json(target.rowOfB)],
        ),
  'insert an own row as theirs': ({ target, victim, attacker }: Aim) =>
    attacker && target.ownerColumn && target.rowOfA
      ? one(insertOf(target), [json({ ...target.rowOfA, [target.ownerColumn]: target.owner(victim) })])
      : [],
  'update the row': ({ target, role }: Aim) =>
    columnsToTry(target, role).map((column) => ({
      text: `update ${target.name} t set ${assign(column, 1, target)} where ${keyOf(target, 1)}`,
      values: [json(target.rowOfB)],
      harmlessRows: 0,
    })),
  'update whatever there is': ({ target, attacker, role }: Aim) =>
    columnsToTry(target, role).map((column) => ({
      text: `update ${target.name} set ${assign(column, 1, target)}`,
      values: [json(target.rowOfB)],
      harmlessRows: ownRows(target, attacker),
      blind: true,
    })),
  'take the row over': ({ target, attacker }: Aim) =>
    attacker && target.ownerColumn
      ? one(`update ${target.name} t set "${target.ownerColumn}" = $2 where ${keyOf(target, 1)}`, [
          json(target.rowOfB),
          target.owner(attacker),
        ])
      : [],
  'give an own row away': ({ target, attacker, victim }: Aim) =>
    attacker && target.ownerColumn && target.rowOfA
      ? one(`update ${target.name} t set "${target.ownerColumn}" = $2 where ${keyOf(target, 1)}`, [
          json(target.rowOfA),
          target.owner(victim),
        ])
      : [],
  'give all own rows away': ({ target, attacker, victim }: Aim) =>
    attacker && target.ownerColumn
      ? one(`update ${target.name} set "${target.ownerColumn}" = $1`, [target.owner(victim)])
      : [],
  'delete the row': ({ target }: Aim) =>
    one(`delete from ${target.name} t where ${keyOf(target, 1)}`, [json(target.rowOfB)]),
  'delete whatever there is': ({ target, attacker }: Aim) => [
    { text: `delete from ${target.name}`, values: [], harmlessRows: ownRows(target, attacker), blind: true },
  ],
  'empty the table': ({ target }: Aim) => one(`truncate ${target.name} cascade`, [], -1),
  'take the wall down': ({ target }: Aim) => one(`alter table ${target.name} disable row level security`, [], -1),
  'let everybody in': ({ target }: Aim) => one(`create policy gap on ${target.name} using (true)`, [], -1),
} satisfies Record<string, (aim: Aim) => Statement[]>;

function one(text: string, values: unknown[], harmlessRows = 0): Statement[] {
  return [{ text, values, harmlessRows }];
}

/** A role may be granted some columns only; where it is granted none, one try tells as much as all. */
function columnsToTry({ relation, columns }: Target, role: string): string[] {
  const granted = relation.columns.filter((column) =>
    [...relation.grants, ...column.grants].some(
      ({ to, privilege }) => privilege === 'UPDATE' && (to === role || to === 'PUBLIC'),
    ),
  );
  const names = granted.map((column) => column.name).filter((name) => columns.includes(name));
  return names.length > 0 ? names : columns.slice(-1);
}

function ownRows(target: Target, attacker: Party | null): number {
  return attacker ? target.countOfA : 0;
}

function json(row: Row | null): string {
  return JSON.stringify(row ?? {});
}

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}

/** A row as the table's own type, from the JSON in a parameter. */
function rowFrom(target: Target, parameter: number): string {
  return `jsonb_populate_record(null::${target.name}, $${parameter}::jsonb)`;
}

function keyOf(target: Target, parameter: number): string {
  const key = target.relation.primaryKey.length > 0 ? target.relation.primaryKey : target.columns.slice(0, 1);
  return key
    .map((column) => `t."${column}" = (select r."${column}" from ${rowFrom(target, parameter)} r)`)
    .join(' and ');
}

function assign(column: string, parameter: number, target: Target): string {
  return `"${column}" = (select r."${column}" from ${rowFrom(target, parameter)} r)`;
}

function insertOf(target: Target): string {
  return `insert into ${target.name} (${quoted(target.columns)}) overriding system value select ${quoted(target.columns)} from ${rowFrom(target, 1)}`;
}
