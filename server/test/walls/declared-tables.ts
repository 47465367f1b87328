import type { ColumnEntry, PersonalColumn, TableEntry } from '#server/domains/data-map.ts';
import { groundDataMap } from '#server/domains/retention.ts';
import { slices } from '#server/domains/slices.ts';

/** Every table of schema `app` that the data map declares, by name. */
export function declaredTables(): Record<string, TableEntry> {
  return Object.assign({}, groundDataMap, ...slices.map((slice) => slice.dataMap)) as Record<string, TableEntry>;
}

/** A column is personal when anything in it is. */
export function isPersonal(column: ColumnEntry): boolean {
  return 'personal' in column || ('json' in column && Object.values(column.json).some((leaf) => 'personal' in leaf));
}

/** What may lie in clear text in a dump: what a person typed as content, or asked for; never what identifies them. */
export function mayBeClear(column: PersonalColumn): boolean {
  return (column.personal === 'content' || column.personal === 'usage') && column.erase !== 'destroy-key';
}
