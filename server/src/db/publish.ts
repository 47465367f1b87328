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

/** Long enough for what is committed together to be told together, far below what a person notices. */
const wakeAfterMs = 5;
const toWake = new WeakMap<Database, Set<string>>();

/** Wakes the listeners of a workspace soon, with whatever else is to be woken then. Nobody waits for it. */
function wake(database: Database, workspaceId: string): void {
  const planned = toWake.get(database);
  if (planned) {
    planned.add(workspaceId);
    return;
  }
  const workspaceIds = new Set([workspaceId]);
  toWake.set(database, workspaceIds);
  setTimeout(() => {
    toWake.delete(database);
    // Readers look again by themselves now and then, so a lost wake-up only delays.
    database.notify(eventChannel, [...workspaceIds]).catch(() => {});
  }, wakeAfterMs);
}
