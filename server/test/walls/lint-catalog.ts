import type { TableEntry } from '#server/domains/data-map.ts';
import { lintPolicies } from './lint-policies.ts';
import { lintRelations } from './lint-relations.ts';
import { lintRoles } from './lint-roles.ts';
import { lintRoutines } from './lint-routines.ts';
import { readCatalog } from './read-catalog.ts';
import type { Queryable } from './read-catalog.ts';

/** A wall that does not stand as it should. */
export interface Finding {
  rule: string;
  thing: string;
  detail: string;
}

/** What the catalog alone tells about the walls; an empty answer means that all stand. */
export async function lintCatalog(admin: Queryable, declared: Record<string, TableEntry>): Promise<Finding[]> {
  const catalog = await readCatalog(admin);
  return [
    ...lintRoles(catalog),
    ...lintRelations(catalog, declared),
    ...lintPolicies(catalog, declared),
    ...lintRoutines(catalog),
  ];
}
