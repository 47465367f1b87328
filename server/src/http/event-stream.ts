import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { AtelierError } from '#contract/errors.ts';
import { eventSchema } from '#contract/events.ts';
import type { Database } from '../db/database.ts';
import { currentCursor, eventBatchLimit, readCursor, readEvents } from '../db/event-queries.ts';
import type { EventBell } from '../db/event-bell.ts';
import type { Caller } from '../domains/route.ts';

const heartbeatMs = 20_000;
const unsettledRetryMs = 25;
/** Streams one workspace may hold open at once, over all its tabs and devices. */
const streamsPerWorkspace = 50;

interface StreamOptions {
  database: Database;
  bell: EventBell;
  authenticate: (request: IncomingMessage) => Promise<Caller | null>;
}

/**
 * `GET /api/events`: Server-Sent Events of the caller's workspace. `Last-Event-ID` (or `?after=`) resumes; without it
 * the stream starts now and first says where now is, so that a reconnect misses nothing.
 */
export function registerEventStream(server: FastifyInstance, options: StreamOptions): void {
  const open = new Map<string, number>();

  server.get('/api/events', async (request, reply) => {
    const caller = await options.authenticate(request.raw);
    if (!caller)
      throw new AtelierError('not_signed_in', 'You are not signed in.', {
        thing: 'event stream',
        remedy: 'Sign in first.',
      });
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
            if (event.success)
              raw.write(`id: ${row.transaction_id}-${row.id}\ndata: ${JSON.stringify(event.data)}\n\n`);
          }
          if (rows.length === eventBatchLimit && rows.at(-1)?.settled) again = true;
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
