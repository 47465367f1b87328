import pg from 'pg';
import { eventChannel } from './publish.ts';

/** Wakes event streams of a workspace. One listening connection per process, however many streams. */
export interface EventBell {
  listen(workspaceId: string, ring: () => void): () => void;
  close(): Promise<void>;
}

const reconnectMs = 1_000;

export async function createEventBell(url: string): Promise<EventBell> {
  const rings = new Map<string, Set<() => void>>();
  let closed = false;
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true, application_name: 'atelier-events' });
    next.on('notification', ({ payload }) => {
      for (const ring of rings.get(payload ?? '') ?? []) ring();
    });
    next.on('error', () => {});
    next.on('end', () => {
      if (!closed) setTimeout(() => void connect().catch(() => {}), reconnectMs).unref();
    });
    await next.connect();
    await next.query(`listen ${eventChannel}`);
    client = next;
    // What was announced while nobody listened is read now.
    for (const set of rings.values()) for (const ring of set) ring();
  }
  await connect();

  return {
    listen(workspaceId, ring) {
      const set = rings.get(workspaceId) ?? new Set();
      set.add(ring);
      rings.set(workspaceId, set);
      return () => {
        set.delete(ring);
        if (set.size === 0) rings.delete(workspaceId);
      };
    },
    async close() {
      closed = true;
      await client?.end();
    },
  };
}
