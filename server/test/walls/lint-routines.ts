import { groupRoles } from '#server/db/roles.ts';
import type { Finding } from './lint-catalog.ts';
import { definerFunctions } from './definer-functions.data.ts';
import type { Catalog } from './read-catalog.ts';

/** What a pinned path looks like: `pg_temp` last, so that nobody's temporary table stands in for ours. */
const pinned = 'search_path=app, pg_temp';

/** Functions that run past row-level security are few, reviewed, pinned, and callable by the named roles only. */
export function lintRoutines({ routines }: Catalog): Finding[] {
  const definers = routines.filter(({ definer }) => definer);
  const findings = definers.flatMap(({ schema, name, owner, settings, grants }) => {
    const faults: [string, string][] = [];
    const reviewed = schema === 'app' ? definerFunctions[name] : undefined;
    if (!reviewed) faults.push(['definer functions are reviewed', 'is not in definer-functions.data.ts']);
    if (owner !== groupRoles.search) faults.push(['definer functions belong to atelier_search', `belongs to ${owner}`]);
    if (!settings.includes(pinned))
      faults.push(['definer functions pin their search path', `has ${settings.join('; ') || 'none'}`]);
    const allowed: string[] = [owner, ...(reviewed?.callers ?? []).map((caller) => groupRoles[caller])];
    for (const { to } of grants) {
      if (!allowed.includes(to)) faults.push(['definer functions name their callers', `may be called by ${to}`]);
    }
    return faults.map(([rule, detail]) => ({ rule, thing: `${schema}.${name}()`, detail }));
  });
  const present = new Set(definers.map(({ name }) => name));
  const gone = Object.keys(definerFunctions).filter((name) => !present.has(name));
  return [
    ...findings,
    ...gone.map((name) => ({
      rule: 'definer functions are reviewed',
      thing: `app.${name}()`,
      detail: 'is reviewed and does not exist',
    })),
  ];
}
