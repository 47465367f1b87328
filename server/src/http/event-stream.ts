import type { FastifyInstance } from 'fastify';
import { AtelierError } from '#contract/errors.ts';
import { eventSchema } from '#contract/events.ts';
import type { Database } from '../db/database.ts';
import type { EventBell } from '../db/event-bell.ts';
import type { Caller } from '../domains/route.ts';

const batchLimit = 200;
const heartbeatMs = 20_000;
const unsettledRetryMs = 25;
/** Streams one workspace may hold open at once, over all its tabs and devices. */
const streamsPerWorkspace = 50;

interface StreamOptions {
  database: Database;
  bell: EventBell;
  authenticate: (request: import('node:http').IncomingMessage) => Promise<Caller | null>;
}

/**
 * `GET /api/events`: Server-Sent Events of the caller's workspace. `Last-Event-ID` (or `?after=`) resumes; without it
 * the stream starts now and first says where now is, so that a reconnect misses nothing.
 */
export function registerEventStream(server: FastifyInstance, options: StreamOptions): void {
  const open = new Map<string, number>();

  server.get('/api/events', async (request, reply) => {
    const caller = await options.authenticate(request.raw);
    if (!caller) throw new AtelierError('not_signed_in', 'You are not signed in.', { thing: 'event stream', remedy: 'Sign in first.' });
    const workspaceId = caller.workspace.id;
    const count = open.get(workspaceId) ?? 0;
    if (count >= streamsPerWorkspace) {
      throw new AtelierError('rate_limited', 'Too many event streams are open.', {
        thing: 'event stream',
        limit: `${streamsPerWorkspace} per workspace`,
        remedy: 'Close some tabs of this workspace.',
      });
    }
    open.set(workspaceId, count + 1);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });

    const query = request.query as { after?: string };
    let cursor = readCursor(String(request.headers['last-event-id'] ?? query.after ?? ''));
    let closed = false;
    let reading = false;
    let again = false;

    async function pump(): Promise<void> {
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      try {
        do {
          again = false;
          const rows = await readEvents(options.database, workspaceId, cursor);
          for (const row of rows) {
            if (!row.settled) {
              // An older transaction is still running and may yet announce something before this row.
              setTimeout(() => void pump().catch(() => raw.end()), unsettledRetryMs);
              break;
            }
            cursor = { transaction: row.transaction_id, id: row.id };
            const event = eventSchema.safeParse({ type: row.type, ...row.payload });
            if (event.success) raw.write(`id: ${row.transaction_id}-${row.id}\ndata: ${JSON.stringify(event.data)}\n\n`);
          }
          if (rows.length === batchLimit && rows.at(-1)?.settled) again = true;
        } while (again && !closed);
      } finally {
        reading = false;
      }
    }

    cursor ??= await currentCursor(options.database, workspaceId);
    raw.write(`retry: 1000\nid: ${cursor.transaction}-${cursor.id}\nevent: hello\ndata: {}\n\n`);
    const deafen = options.bell.listen(workspaceId, () => void pump().catch(() => raw.end()));
    const heartbeat = setInterval(() => {
      raw.write(': still here\n\n');
      // The safety net under notifications that a crash swallowed.
      void pump().catch(() => raw.end());
    }, heartbeatMs);
    raw.on('close', () => {
      closed = true;
      clearInterval(heartbeat);
      deafen();
      const left = (open.get(workspaceId) ?? 1) - 1;
      if (left > 0) open.set(workspaceId, left);
      else open.delete(workspaceId);
    });
    await pump().catch(() => raw.end());
  });
}

interface StreamCursor {
  transaction: string;
  id: string;
}

function readCursor(text: string): StreamCursor | null {
  const match = /^(\d{1,20})-(\d{1,20})$/.exec(text);
  return match ? { transaction: match[1] ?? '0', id: match[2] ?? '0' } : null;
}

interface EventRow {
  transaction_id: string;
  id: string;
  type: string;
  payload: object;
  /** Below the oldest running transaction: nothing can appear before it any more. */
  settled: boolean;
}

async function readEvents(database: Database, workspaceId: string, cursor: StreamCursor | null): Promise<EventRow[]> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const { rows } = await tx.client.query<EventRow>({
      name: 'read-events',
      text: `select transaction_id::text, id::text, type, payload,
                     transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as settled from app.events
              where workspace_id = $1 and (transaction_id, id) > ($2::xid8, $3::bigint)
              order by transaction_id, id limit ${batchLimit}`,
      values: [workspaceId, cursor?.transaction ?? '0', cursor?.id ?? '0'],
    });
    return rows;
  });
}

async function currentCursor(database: Database, workspaceId: string): Promise<StreamCursor> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const { rows } = await tx.client.query<{ transaction: string; id: string }>(
      `select coalesce(max(transaction_id::text::numeric), 0)::text as transaction, '9223372036854775807' as id from app.events
        where workspace_id = $1 and transaction_id < pg_snapshot_xmin(pg_current_snapshot())`,
      [workspaceId],
    );
    return rows[0] ?? { transaction: '0', id: '0' };
  });
}
