import { and, desc, eq } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { jobColumns, toJob } from './job-row.ts';
import type { AttemptRow, JobRow, RawJob } from './job-row.ts';
import { attempts } from './schema.ts';

export type NewAttempt = Pick<AttemptRow, 'id' | 'jobId' | 'number' | 'token' | 'startedAt'>;

/**
 * Writes a new attempt down and moves its job to `submitting`, in one statement. Null when it may not begin: the job has
 * ended or is to be canceled, or there is an attempt of this number already.
 */
export async function beginNewAttempt(tx: Tx, attempt: NewAttempt): Promise<JobRow | null> {
  const { rows } = await tx.client.query<RawJob>({
    name: 'begin-attempt',
    text: `with job as (
             select * from app.jobs where id = $1 and finished_at is null and not cancel_requested for update
           ), fresh as (
             insert into app.attempts (id, workspace_id, job_id, number, token, state, started_at)
             select $2, workspace_id, id, $3, $4, 'submitting', $5 from job on conflict (job_id, number) do nothing returning job_id
           ), moved as (
             update app.jobs set state = 'submitting', stage = null, fraction = null where id in (select job_id from fresh)
           )
           select ${jobColumns} from job j where exists (select from fresh)`,
    values: [attempt.jobId, attempt.id, attempt.number, attempt.token, attempt.startedAt],
  });
  return rows[0] ? toJob(rows[0]) : null;
}

export async function readAttempt(tx: Tx, jobId: string, number: number): Promise<AttemptRow | null> {
  const [row] = await tx.db
    .select()
    .from(attempts)
    .where(and(eq(attempts.jobId, jobId), eq(attempts.number, number)));
  return row ?? null;
}

export async function readLastAttempt(tx: Tx, jobId: string): Promise<AttemptRow | null> {
  const [row] = await tx.db
    .select()
    .from(attempts)
    .where(eq(attempts.jobId, jobId))
    .orderBy(desc(attempts.number))
    .limit(1);
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

export async function insertAttempt(tx: Tx, row: typeof attempts.$inferInsert): Promise<void> {
  await tx.db.insert(attempts).values(row);
}

export async function updateAttempt(tx: Tx, id: string, change: Partial<typeof attempts.$inferInsert>): Promise<void> {
  await tx.db.update(attempts).set(change).where(eq(attempts.id, id));
}
