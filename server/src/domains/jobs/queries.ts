import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Cursor } from '../../kernel/page.ts';
import { jobColumns, toJob } from './job-row.ts';
import type { AttemptRow, JobRow, QuoteRow, RawJob } from './job-row.ts';
import type { EndState, JobError } from './job.ts';
import { jobs } from './schema.ts';
import type { StoredOutput } from './store-outputs.ts';

// Written by hand and named where they run for every job, so that each connection plans them once.

export async function insertQuote(tx: Tx, row: QuoteRow): Promise<void> {
  await tx.client.query({
    name: 'insert-quote',
    text: 'insert into app.quotes (id, workspace_id, request_hash, credits, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    values: [row.id, row.workspaceId, row.requestHash, row.credits, row.createdAt, row.expiresAt],
  });
}

/** What a start has to know before it may begin. */
export interface StartFacts {
  quote: Pick<QuoteRow, 'requestHash' | 'credits' | 'expiresAt'> | null;
  /** The job that the idempotency key already stands for. */
  earlierJobId: string | null;
  activeJobs: number;
}

export async function readStartFacts(
  tx: Tx,
  asked: { quoteId: string | null; idempotencyKey: string | null },
): Promise<StartFacts> {
  const { rows } = await tx.client.query<{
    hash: string | null;
    credits: string;
    expires: Date;
    earlier: string | null;
    active: number;
  }>({
    name: 'start-facts',
    text: `select q.request_hash as hash, q.credits, q.expires_at as expires,
                  (select j.id from app.jobs j where j.workspace_id = app.workspace_id() and j.idempotency_key = $2) as earlier,
                  (select count(*)::int from app.jobs j where j.workspace_id = app.workspace_id() and j.finished_at is null) as active
             from (values (1)) one (row) left join app.quotes q on q.id = $1`,
    values: [asked.quoteId, asked.idempotencyKey],
  });
  const { hash = null, credits = '0', expires = new Date(0), earlier = null, active = 0 } = rows[0] ?? {};
  const quote = hash === null ? null : { requestHash: hash, credits: Number(credits), expiresAt: expires };
  return { quote, earlierJobId: earlier, activeJobs: active };
}

export type NewJob = Omit<
  JobRow,
  'stage' | 'fraction' | 'creditsCharged' | 'cancelRequested' | 'runs' | 'outputAssetIds' | 'error' | 'finishedAt'
>;

/** Null when the idempotency key was used before: then nothing is inserted. */
export async function insertJob(tx: Tx, row: NewJob): Promise<JobRow | null> {
  const { rowCount } = await tx.client.query({
    name: 'insert-job',
    text: `insert into app.jobs (id, workspace_id, account_id, operation, model, demo, state, parameters, inputs, output_count,
                                 aspect_ratio, credits_quoted, retry_of, idempotency_key, request_hash, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) on conflict do nothing`,
    values: [
      row.id,
      row.workspaceId,
      row.accountId,
      row.operation,
      row.model,
      row.demo,
      row.state,
      JSON.stringify(row.parameters),
      JSON.stringify(row.inputs),
      row.outputCount,
      row.aspectRatio,
      row.creditsQuoted,
      row.retryOf,
      row.idempotencyKey,
      row.requestHash,
      row.createdAt,
    ],
  });
  if (rowCount !== 1) return null;
  const unset = { stage: null, fraction: null, creditsCharged: null, error: null, finishedAt: null };
  return { ...row, ...unset, cancelRequested: false, runs: 1, outputAssetIds: [] };
}

export async function readJobByIdempotencyKey(tx: Tx, idempotencyKey: string): Promise<JobRow | null> {
  const [row] = await tx.db.select().from(jobs).where(eq(jobs.idempotencyKey, idempotencyKey));
  return row ?? null;
}

export async function readJob(tx: Tx, id: string): Promise<JobRow | null> {
  const { rows } = await tx.client.query<RawJob>({
    name: 'read-job',
    text: `select ${jobColumns} from app.jobs j where j.id = $1`,
    values: [id],
  });
  return rows[0] ? toJob(rows[0]) : null;
}

/** Whoever wants to move a job on waits here for the one before. */
export async function lockJob(tx: Tx, id: string): Promise<JobRow | null> {
  const text = `select ${jobColumns} from app.jobs j where j.id = $1 for update`;
  const { rows } = await tx.client.query<RawJob>({ name: 'lock-job', text, values: [id] });
  return rows[0] ? toJob(rows[0]) : null;
}

/** False when the job has ended: an end is never changed. */
export async function updateJob(tx: Tx, id: string, change: Partial<typeof jobs.$inferInsert>): Promise<boolean> {
  const result = await tx.db
    .update(jobs)
    .set(change)
    .where(and(eq(jobs.id, id), isNull(jobs.finishedAt)));
  return result.rowCount === 1;
}

export interface JobEnd {
  state: EndState;
  error: JobError | null;
  creditsCharged: number;
  outputAssetIds: string[];
  fraction: number | null;
  finishedAt: Date;
}

/** Ends a job; together with the attempt that delivered, where it delivered at once. */
export async function finishJob(
  tx: Tx,
  id: string,
  end: JobEnd,
  delivered: { attempt: AttemptRow; outputs: StoredOutput[] } | null,
): Promise<void> {
  await tx.client.query({
    name: 'finish-job',
    text: `with answered as (
             update app.attempts set state = 'completed', outputs = $9, answered_at = $7 where id = $8 and state = 'submitting'
           )
           update app.jobs set state = $2, error = $3, credits_charged = $4, output_asset_ids = $5, stage = null, fraction = $6,
                  finished_at = $7 where id = $1 and finished_at is null`,
    values: [
      id,
      end.state,
      end.error && JSON.stringify(end.error),
      end.creditsCharged,
      end.outputAssetIds,
      end.fraction,
      end.finishedAt,
      delivered?.attempt.id ?? null,
      delivered && JSON.stringify(delivered.outputs),
    ],
  });
}

export async function listJobRows(
  tx: Tx,
  page: { after: Cursor | null; limit: number; activeOnly: boolean },
): Promise<JobRow[]> {
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

export interface UnfinishedJob {
  id: string;
  workspaceId: string;
  runs: number;
}

/** Jobs of all workspaces that have not ended, by id behind `after`. */
export async function unsafeListUnfinished(
  tx: Tx,
  page: { createdBefore: Date; after: string; limit: number },
): Promise<UnfinishedJob[]> {
  const { rows } = await tx.client.query<UnfinishedJob>(
    'select id, workspace_id as "workspaceId", runs from app.unfinished_jobs($1, $2, $3)',
    [page.createdBefore, page.after, page.limit],
  );
  return rows;
}
