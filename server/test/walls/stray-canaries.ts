import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnEntry, TableEntry } from '#server/domains/data-map.ts';
import { logFields } from '#server/kernel/log.ts';
import { findCanaries } from './canaries.ts';
import { mayBeClear } from './declared-tables.ts';
import { findLeaf, leavesOf } from './declared-columns.ts';
import type { Catalog, Queryable } from './read-catalog.ts';

type Needles = Record<string, string>;

export interface Sightings {
  /** Where a canary lies that nobody declared to hold it. */
  stray: string[];
  /** Where it lies as declared: without any, the search itself would be in doubt. */
  declared: string[];
}

/** Looks for canaries in every row of every table, as in a dump, column by column and leaf by leaf. */
export async function findCanariesInRows(
  admin: Queryable,
  { relations }: Catalog,
  declared: Record<string, TableEntry>,
  needles: Needles,
): Promise<Sightings> {
  const stray = new Set<string>();
  const known = new Set<string>();
  for (const { schema, name } of relations.filter(({ kind }) => kind === 'table')) {
    const { rows } = await admin.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from "${schema}"."${name}" t`,
    );
    for (const [column, value] of rows.flatMap(({ row }) => Object.entries(row))) {
      const entry = schema === 'app' ? declared[name]?.columns[column] : undefined;
      for (const leaf of leavesOf(value)) {
        const place = `${schema}.${name}.${column}${leaf.path ? `: ${leaf.path}` : ''}`;
        for (const field of findCanaries(String(leaf.value), needles))
          (isDeclared(entry, leaf.path) ? known : stray).add(`${field} in ${place}`);
      }
    }
  }
  return { stray: [...stray].toSorted(), declared: [...known].toSorted() };
}

function isDeclared(entry: ColumnEntry | undefined, path: string): boolean {
  if (!entry) return false;
  const leaf = 'json' in entry ? findLeaf(entry.json, path) : entry;
  return leaf !== null && 'personal' in leaf && mayBeClear(leaf);
}

/** Looks into names and contents of all files below a folder. Answers `field in path`. */
export async function findCanariesInFiles(directory: string, needles: Needles): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const shown = path.slice(directory.length + 1);
      const text = entry.isFile() ? (await readFile(path)).toString('latin1') : '';
      return findCanaries(`${shown}\n${text}`, needles).map((field) => `${field} in ${shown}`);
    }),
  );
  return found.flat();
}

const ownFields = ['at', 'level', 'event'];

/** Fields of logged lines that the log's registry does not know. */
export function findUndeclaredLogFields(lines: readonly string[]): string[] {
  const names = lines.flatMap((line) => Object.keys(JSON.parse(line) as object));
  return [...new Set(names)].filter((name) => !ownFields.includes(name) && !(name in logFields));
}
