import type { Ports } from '../slice.ts';
import { unsafeSelectViolations } from './queries.ts';
import type { Violation } from './queries.ts';

/** More than these say nothing new. */
const violationLimit = 100;

/** What is wrong in the books of all workspaces, or of those that moved since then: must be nothing, always. */
export function findViolations(
  ports: Pick<Ports, 'database'>,
  { movedSince = null }: { movedSince?: Date | null } = {},
): Promise<Violation[]> {
  return ports.database.inScope({ role: 'janitor' }, (tx) => unsafeSelectViolations(tx, movedSince, violationLimit));
}
