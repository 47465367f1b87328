import type { AtelierEvent } from '#contract/events.ts';
import type { Database, Tx } from './database.ts';

export const eventChannel = 'atelier_events';

/** Announces a fact in the transaction that makes it true; listeners are woken after the commit. */
export async function publish(database: Database, tx: Tx, workspaceId: string, event: AtelierEvent): Promise<void> {
  const { type, ...payload } = event;
  await tx.client.query({
    name: 'publish-event',
    text: 'insert into app.events (workspace_id, type, payload) values ($1, $2, $3)',
    values: [workspaceId, type, payload],
  });
  wakeAfterCommit(database, tx, workspaceId);
}

const waking = new WeakSet<Tx>();

/** One wake-up per transaction, however many events it wrote. */
function wakeAfterCommit(database: Database, tx: Tx, workspaceId: string): void {
  if (waking.has(tx)) return;
  waking.add(tx);
  tx.afterCommit(() => database.notify(eventChannel, workspaceId).catch(() => {}));
}
