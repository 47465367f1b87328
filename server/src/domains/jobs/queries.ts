import { and, count, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Cursor } from '../../kernel/page.ts';
import { attempts, jobs, quotes } from './schema.ts';

export type JobRow = typeof jobs.$inferSelect;
export type AttemptRow = typeof attempts.$inferSelect;
export type QuoteRow = typeof quotes.$inferSelect;

export async function insertQuote(tx: Tx, row: QuoteRow): Promise<void> {
  await tx.db.insert(quotes).values(row);
}

export async function readQuote(tx: Tx, id: string): Promise<QuoteRow | null> {
  const [row] = await tx.db.select().from(quotes).where(eq(quotes.id, id));
  return row ?? null;
}

/** Null when the idempotency key was used before: then nothing is inserted. */
export async function insertJob(tx: Tx, row: typeof jobs.$inferInsert): Promise<JobRow | null> {
  const [inserted] = await tx.db.insert(jobs).values(row).onConflictDoNothing().returning();
  return inserted ?? null;
}

export async function readJobByIdempotencyKey(tx: Tx, idempotencyKey: string): Promise<JobRow | null> {
  const [row] = await tx.db.select().from(jobs).where(eq(jobs.idempotencyKey, idempotencyKey));
  return row ?? null;
}

export async function countActiveJobs(tx: Tx): Promise<number> {
  const [row] = await tx.db.select({ active: count() }).from(jobs).where(isNull(jobs.finishedAt));
  return row?.active ?? 0;
}

export async function readJob(tx: Tx, id: string): Promise<JobRow | null> {
  const [row] = await tx.db.select().from(jobs).where(eq(jobs.id, id));
  return row ?? null;
}

/** Whoever wants to move a job on waits here for the one before. */
export async function lockJob(tx: Tx, id: string): Promise<JobRow | null> {
  const [row] = await tx.db.select().from(jobs).where(eq(jobs.id, id)).for('update');
  return row ?? null;
}

/** False when the job has ended: an end is never changed. */
export async function updateJob(tx: Tx, id: string, change: Partial<typeof jobs.$inferInsert>): Promise<boolean> {
  const result = await tx.db
    .update(jobs)
    .set(change)
    .where(and(eq(jobs.id, id), isNull(jobs.finishedAt)));
  return result.rowCount === 1;
}

export async function listJobRows(tx: Tx, page: { after: Cursor | null; limit: number; activeOnly: boolean }): Promise<JobRow[]> {
  const { after, activeOnly, limit } = page;
  return tx.db
    .select()
    .from(jobs)
    .where(
      and(
        activeOnly ? isNull(jobs.finishedAt) : undefined,
        after ? sql`(${jobs.createdAt}, ${jobs.id}) < (${after.at}::timestamptz, ${after.id}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(jobs.createdAt), desc(jobs.id))
    .limit(limit);
}

export async function readAttempt(tx: Tx, jobId: string, number: number): Promise<AttemptRow | null> {
  const [row] = await tx.db
    .select()
    .from(attempts)
    .where(and(eq(attempts.jobId, jobId), eq(attempts.number, number)));
  return row ?? null;
}

export async function readLastAttempt(tx: Tx, jobId: string): Promise<AttemptRow | null> {
  const [row] = await tx.db.select().from(attempts).where(eq(attempts.jobId, jobId)).orderBy(desc(attempts.number)).limit(1);
  return row ?? null;
}

export async function lockAttempt(tx: Tx, id: string): Promise<AttemptRow | null> {
  const [row] = await tx.db.select().from(attempts).where(eq(attempts.id, id)).for('update');
  return row ?? null;
}

/** Says anew when the attempt is sent. Undefined when somebody else has renewed or answered it since it was read. */
export async function renewAttempt(tx: Tx, { id, startedAt }: AttemptRow, now: Date): Promise<AttemptRow | undefined> {
  const unchanged = and(eq(attempts.id, id), eq(attempts.state, 'submitting'), eq(attempts.startedAt, startedAt));
  const [row] = await tx.db.update(attempts).set({ startedAt: now }).where(unchanged).returning();
  return row;
}

export interface UnfinishedJob {
  id: string;
  workspaceId: string;
  runs: number;
}

/** Jobs of all workspaces that have not ended, by id behind `after`. */
export async function unsafeListUnfinished(tx: Tx, page: { createdBefore: Date; after: string; limit: number }): Promise<UnfinishedJob[]> {
  const { rows } = await tx.client.query<UnfinishedJob>(
    'select id, workspace_id as "workspaceId", runs from app.unfinished_jobs($1, $2, $3)',
    [page.createdBefore, page.after, page.limit],
  );
  return rows;
}

export async function insertAttempt(tx: Tx, row: typeof attempts.$inferInsert): Promise<AttemptRow | undefined> {
  const [inserted] = await tx.db.insert(attempts).values(row).returning();
  return inserted;
}

export async function updateAttempt(tx: Tx, id: string, change: Partial<typeof attempts.$inferInsert>): Promise<void> {
  await tx.db.update(attempts).set(change).where(eq(attempts.id, id));
}
