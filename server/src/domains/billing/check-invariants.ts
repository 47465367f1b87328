import { BrokenPromise } from '#server/kernel/assert.ts';
import type { Ports } from '../slice.ts';
import { findViolations } from './find-violations.ts';

/** For a task that runs every few minutes: throws, and says so in the log, when the books do not add up. */
export async function checkInvariants(ports: Pick<Ports, 'database' | 'log'>): Promise<void> {
  const violations = await findViolations(ports);
  const first = violations[0];
  if (!first) return;
  ports.log('error', 'ledger.violated', { count: violations.length, fault: first.rule });
  throw new BrokenPromise(`the ledger keeps its invariants: ${first.rule} (${first.subject}: ${first.detail}), ${violations.length} found`);
}
