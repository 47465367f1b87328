import type { Database } from './database.ts';

export const eventBatchLimit = 200;

/** A place in the stream: events are ordered by the transaction that wrote them, then by id. */
export interface StreamCursor {
  transaction: string;
  id: string;
}

export function readCursor(text: string): StreamCursor | null {
  const match = /^(\d{1,20})-(\d{1,20})$/.exec(text);
  return match ? { transaction: match[1] ?? '0', id: match[2] ?? '0' } : null;
}

export interface EventRow {
  transaction_id: string;
  id: string;
  type: string;
  payload: object;
  /** Below the oldest running transaction: nothing can appear before it any more. */
  settled: boolean;
}

export async function readEvents(
  database: Database,
  workspaceId: string,
  cursor: StreamCursor | null,
): Promise<EventRow[]> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const { rows } = await tx.client.query<EventRow>({
      name: 'read-events',
      text: `select transaction_id::text, id::text, type, payload,
                     transaction_id < pg_snapshot_xmin(pg_current_snapshot()) as settled from app.events
              where workspace_id = $1 and (transaction_id, id) > ($2::xid8, $3::bigint)
              order by transaction_id, id limit ${eventBatchLimit}`,
      values: [workspaceId, cursor?.transaction ?? '0', cursor?.id ?? '0'],
    });
    return rows;
  });
}

export async function currentCursor(database: Database, workspaceId: string): Promise<StreamCursor> {
  return database.inWorkspace(workspaceId, async (tx) => {
    const { rows } = await tx.client.query<{ transaction: string; id: string }>(
      `select coalesce(max(transaction_id::text::numeric), 0)::text as transaction, '9223372036854775807' as id from app.events
        where workspace_id = $1 and transaction_id < pg_snapshot_xmin(pg_current_snapshot())`,
      [workspaceId],
    );
    return rows[0] ?? { transaction: '0', id: '0' };
  });
}
