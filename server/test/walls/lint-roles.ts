import { groupRoles, loginRole } from '#server/db/roles.ts';
import type { Finding } from './lint-catalog.ts';
import type { Catalog } from './read-catalog.ts';

const mayTakeOn = [groupRoles.app, groupRoles.worker, groupRoles.janitor, groupRoles.engine].toSorted();

/** The login owns nothing, can do nothing by itself, and may take on the four runtime roles; group roles never log in. */
export function lintRoles({ roles, schemas, defaultGrants }: Catalog): Finding[] {
  const findings: Finding[] = [];
  const add = (thing: string, detail: string) =>
    findings.push({ rule: 'roles have no powers of their own', thing, detail });
  for (const name of [loginRole, ...Object.values(groupRoles)]) {
    const role = roles.find((one) => one.name === name);
    if (!role) {
      add(name, 'is missing');
      continue;
    }
    if (role.canLogin !== (name === loginRole)) add(name, role.canLogin ? 'may log in' : 'may not log in');
    if (role.powers.length > 0) add(name, `is ${role.powers.join(', ')}`);
    const expected = name === loginRole ? mayTakeOn : name === groupRoles.owner ? [groupRoles.search] : [];
    if (role.memberOf.join() !== expected.join())
      add(name, `is a member of ${role.memberOf.join(', ') || 'nothing'}, not of ${expected.join(', ') || 'nothing'}`);
  }
  for (const { name, grants } of schemas) {
    for (const grant of grants.filter(({ to }) => to === 'PUBLIC' || to === loginRole)) {
      findings.push({
        rule: 'nothing is granted to everybody',
        thing: `schema ${name}`,
        detail: `${grant.privilege} to ${grant.to}`,
      });
    }
  }
  for (const grant of defaultGrants.filter(({ to }) => to === 'PUBLIC' || to === loginRole)) {
    findings.push({
      rule: 'nothing is granted to everybody',
      thing: 'objects to come',
      detail: `${grant.privilege} to ${grant.to}`,
    });
  }
  return findings;
}
