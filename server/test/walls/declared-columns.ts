import type { ColumnEntry, PersonalColumn, SystemColumn, TableEntry } from '#server/domains/data-map.ts';
import { engineTables } from '#server/domains/engine-data-map.ts';
import type { Catalog, Queryable } from './read-catalog.ts';

type Declared = Record<string, TableEntry>;

/** Gate (a): tables and columns that exist without an entry, and entries without a table or column. */
export function compareWithCatalog({ relations }: Catalog, declared: Declared): string[] {
  const tables = relations.filter(({ kind }) => kind === 'table');
  const faults: string[] = [];
  for (const { schema, name, columns } of tables) {
    const known = schema === 'dbos' ? name in engineTables : schema === 'app' && name in declared;
    if (!known) faults.push(`${schema}.${name} has no entry in a data map`);
    const entry = schema === 'app' ? declared[name] : undefined;
    if (!entry) continue;
    const present = columns.map((column) => column.name);
    faults.push(
      ...present
        .filter((column) => !(column in entry.columns))
        .map((column) => `${schema}.${name}.${column} has no entry`),
    );
    faults.push(
      ...Object.keys(entry.columns)
        .filter((column) => !present.includes(column))
        .map((column) => `${name}.${column} is declared and does not exist`),
    );
  }
  const present = (schema: string) =>
    new Set(tables.filter((table) => table.schema === schema).map(({ name }) => name));
  const [ours, engines] = [present('app'), present('dbos')];
  faults.push(
    ...Object.keys(declared)
      .filter((name) => !ours.has(name))
      .map((name) => `${name} is declared and does not exist`),
  );
  faults.push(
    ...Object.keys(engineTables)
      .filter((name) => !engines.has(name))
      .map((name) => `dbos.${name} is declared and does not exist`),
  );
  for (const { schema, name, columns } of tables.filter(({ schema }) => schema === 'app')) {
    for (const { name: column, type } of columns) {
      const entry = declared[name]?.columns[column];
      const isJson = type === 'jsonb' || type === 'json';
      if (entry && isJson !== 'json' in entry)
        faults.push(`${schema}.${name}.${column} is ${type} and not declared as such`);
    }
  }
  return faults;
}

export interface Leaf {
  /** Keys and indexes, joined by dots; empty for a value that is no object. */
  path: string;
  value: unknown;
}

/** Every value of a JSON document that is neither object nor array. */
export function leavesOf(value: unknown, path: string[] = []): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path: path.join('.'), value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** The declaration of a leaf; `*` stands for any one key or index. */
export function findLeaf(
  json: Record<string, PersonalColumn | SystemColumn>,
  path: string,
): PersonalColumn | SystemColumn | null {
  const parts = path.split('.');
  for (const [pattern, entry] of Object.entries(json)) {
    const wanted = pattern.split('.');
    if (
      wanted.length === parts.length &&
      wanted.every((part, index) => part === parts[index] || (part === '*' && path !== ''))
    )
      return entry;
  }
  return null;
}

/** Gate (b): leaves of JSON that lie in real rows and are not declared. */
export async function findUndeclaredLeaves(admin: Queryable, declared: Declared): Promise<string[]> {
  const faults = new Set<string>();
  for (const [table, entry] of Object.entries(declared)) {
    for (const [column, { json }] of jsonColumns(entry.columns)) {
      const { rows } = await admin.query<{ value: unknown }>(
        `select "${column}" as value from app."${table}" where "${column}" is not null`,
      );
      for (const { path } of rows.flatMap(({ value }) => leavesOf(value))) {
        if (!findLeaf(json, path))
          faults.add(`app.${table}.${column} holds ${path || 'a bare value'}, which is not declared`);
      }
    }
  }
  return [...faults];
}

function jsonColumns(
  columns: Record<string, ColumnEntry>,
): [string, { json: Record<string, PersonalColumn | SystemColumn> }][] {
  return Object.entries(columns).flatMap(([name, entry]) =>
    'json' in entry ? [[name, entry] as [string, typeof entry]] : [],
  );
}
