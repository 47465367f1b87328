import { BrokenPromise } from '#server/kernel/assert.ts';
import type { Ports } from '../slice.ts';
import { findViolations } from './find-violations.ts';

type CheckPorts = Pick<Ports, 'database' | 'log' | 'clock'>;

/** Longer than the pause between two checks, so that a missed turn leaves no gap. */
const recentMs = 3_600_000;

/** Throws, and says so in the log, when the books of any workspace do not add up. Reads all of them. */
export function checkAllInvariants(ports: CheckPorts): Promise<void> {
  return check(ports, null);
}

/** The same for the workspaces that moved credits within the last hour. */
export function checkRecentInvariants(ports: CheckPorts): Promise<void> {
  return check(ports, new Date(ports.clock.now().getTime() - recentMs));
}

async function check(ports: CheckPorts, movedSince: Date | null): Promise<void> {
  const violations = await findViolations(ports, { movedSince });
  const first = violations[0];
  if (!first) return;
  ports.log('error', 'ledger.violated', { count: violations.length, fault: first.rule });
  throw new BrokenPromise(
    `the ledger keeps its invariants: ${first.rule} (${first.subject}: ${first.detail}), ${violations.length} found`,
  );
}
