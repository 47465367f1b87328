import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import type { Job } from '#contract/api/jobs.ts';
import { client, queries } from './api.ts';
import { insertJob } from './insert-job.ts';
import { isActive } from './job-status.ts';
import { ADDRESS_REFRESH_MS, queryClient } from './query-client.ts';

export type { Job };
export type JobPage = { items: Job[]; nextCursor: string | null };

const JOBS_PER_PAGE = 50;

export const jobsQuery = queries.jobs.list.infiniteOptions({
  input: (cursor: string | undefined) => ({ cursor, limit: JOBS_PER_PAGE }),
  initialPageParam: undefined,
  getNextPageParam: (page) => page.nextCursor ?? undefined,
  select: (data) => data.pages.flatMap((page) => page.items),
});

/** Every job of the workspace, newest first; the queue and the feed on Create are two views of this one list. */
export function useJobs() {
  return useInfiniteQuery({ ...jobsQuery, refetchInterval: ADDRESS_REFRESH_MS });
}

export function useActiveCount(): number {
  const { data = [] } = useInfiniteQuery(jobsQuery);
  return data.filter(isActive).length;
}

/** Puts a job where every view finds it: from a reply, or from an event. */
export function keepJob(job: Job): void {
  queryClient.setQueryData(queries.jobs.get.queryKey({ input: { id: job.id } }), job);
  queryClient.setQueryData<InfiniteData<JobPage, string | undefined>>(
    jobsQuery.queryKey,
    (data) => data && { ...data, pages: insertJob(data.pages, job) },
  );
}

/** Jobs on show that took or made this asset: their pictures change with it. */
export function jobsWith(assetId: string): string[] {
  const pages = queryClient.getQueryData<InfiniteData<JobPage>>(jobsQuery.queryKey)?.pages ?? [];
  const shows = (job: Job) =>
    job.outputs.some(({ id }) => id === assetId) || job.inputs.some((input) => input.assetId === assetId);
  return pages.flatMap((page) => page.items.filter(shows).map(({ id }) => id));
}

export async function cancelJob(id: string): Promise<void> {
  keepJob(await client.jobs.cancel({ id }));
}

export async function retryJob(id: string): Promise<Job> {
  const job = await client.jobs.retry({ id }, { context: { idempotencyKey: crypto.randomUUID() } });
  keepJob(job);
  return job;
}
