import type { Ports } from '../slice.ts';
import { announceBalance } from './announce-balance.ts';
import { callExpire, unsafeSelectDueWorkspaces } from './queries.ts';

/** One sweep does this much at most; the next one goes on. */
const limits = { workspaces: 500, lotsPerWorkspace: 200 } as const;

/** Moves what is left in due lots to expired. Only tidies: no balance and no hold counts expired credits before it ran. */
export async function sweepExpired(
  ports: Pick<Ports, 'database' | 'clock' | 'ids'>,
): Promise<{ workspaces: number; credits: number }> {
  const at = ports.clock.now();
  const due = await ports.database.inScope({ role: 'janitor' }, (tx) =>
    unsafeSelectDueWorkspaces(tx, at, limits.workspaces),
  );
  let credits = 0;
  for (const id of due) {
    credits += await ports.database.inWorkspace(
      id,
      async (tx) => {
        const moved = await callExpire(tx, id, at, limits.lotsPerWorkspace);
        if (moved > 0) await announceBalance({ tx, ports, workspace: { id } });
        return moved;
      },
      { role: 'worker' },
    );
  }
  return { workspaces: due.length, credits };
}
