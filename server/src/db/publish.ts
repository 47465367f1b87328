import type { AtelierEvent } from '#contract/events.ts';
import type { Database, Tx } from './database.ts';

export const eventChannel = 'atelier_events';

interface Gathered {
  workspaceId: string;
  type: string;
  payload: object;
}
const gathered = new WeakMap<Tx, Gathered[]>();

/** Announces a fact in the transaction that makes it true; listeners are woken after the commit. */
export async function publish(database: Database, tx: Tx, workspaceId: string, event: AtelierEvent): Promise<void> {
  const { type, ...payload } = event;
  const earlier = gathered.get(tx);
  if (earlier) {
    earlier.push({ workspaceId, type, payload });
    return;
  }
  const events = [{ workspaceId, type, payload }];
  gathered.set(tx, events);
  tx.beforeCommit(() => insertEvents(tx, events));
  tx.afterCommit(() => {
    for (const id of new Set(events.map((one) => one.workspaceId))) wake(database, id);
  });
}

/** All events of a transaction in one statement, in the order in which they were announced. */
async function insertEvents(tx: Tx, events: Gathered[]): Promise<void> {
  await tx.client.query({
    name: 'publish-events',
    text: `insert into app.events (workspace_id, type, payload)
           select (event->>'workspaceId')::uuid, event->>'type', event->'payload'
             from jsonb_array_elements($1::jsonb) with ordinality as announced (event, place) order by place`,
    values: [JSON.stringify(events)],
  });
}

/** Wake-ups under way, by workspace; true when something was announced since. */
const waking = new WeakMap<Database, Map<string, boolean>>();

/** One wake-up at a time for a workspace: whatever was committed meanwhile is read after the next one. Nobody waits for it. */
function wake(database: Database, workspaceId: string): void {
  const underWay = waking.get(database) ?? new Map<string, boolean>();
  waking.set(database, underWay);
  if (underWay.has(workspaceId)) {
    underWay.set(workspaceId, true);
    return;
  }
  underWay.set(workspaceId, false);
  database
    .notify(eventChannel, workspaceId)
    // Readers look again by themselves now and then, so a lost wake-up only delays.
    .catch(() => {})
    .finally(() => {
      const again = underWay.get(workspaceId);
      underWay.delete(workspaceId);
      if (again) wake(database, workspaceId);
    });
}
