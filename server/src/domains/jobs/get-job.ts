import type { Job } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import { cutPage } from '../../kernel/page.ts';
import { present } from '../../kernel/assert.ts';
import { readCursor } from '../read-cursor.ts';
import type { Ctx } from '../slice.ts';
import { viewJobs } from './job-view.ts';
import { listJobRows, readJob } from './queries.ts';

export async function getJob(ctx: Ctx, input: { id: string }): Promise<Job> {
  const job = await readJob(ctx.tx, input.id);
  if (!job) throw noSuchJob();
  return present((await viewJobs(ctx, [job]))[0], 'a job has a view');
}

export async function listJobs(
  ctx: Ctx,
  input: { cursor?: string; limit: number; active?: boolean },
): Promise<{ items: Job[]; nextCursor: string | null }> {
  const rows = await listJobRows(ctx.tx, {
    after: readCursor(input.cursor),
    limit: input.limit + 1,
    activeOnly: input.active ?? false,
  });
  const page = cutPage(rows, input.limit, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  return { items: await viewJobs(ctx, page.items), nextCursor: page.nextCursor };
}

export function noSuchJob(): AtelierError {
  return new AtelierError('not_found', 'There is no such job in this workspace.', {
    thing: 'job',
    remedy: 'See the list of jobs.',
  });
}
