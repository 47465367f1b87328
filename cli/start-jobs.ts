import { randomUUID } from 'node:crypto';
import type { Job } from '#contract/api/jobs.ts';
import { AtelierError } from '#sdk/index.ts';
import type { AtelierClient } from '#sdk/index.ts';
import type { Priced } from './agree-on-price.ts';

const tries = 3;

/** Starts each request once, also when an answer is lost on the way: the same key gives the same job. */
export async function startJobs(client: AtelierClient, priced: readonly Priced[]): Promise<Job[]> {
  const jobs: Job[] = [];
  for (const { request, quote } of priced) jobs.push(await startOnce(client, { request, quote }));
  return jobs;
}

async function startOnce(client: AtelierClient, { request, quote }: Priced): Promise<Job> {
  const context = { idempotencyKey: randomUUID() };
  for (let count = 1; ; count += 1) {
    try {
      return await client.jobs.start({ ...request, quoteId: quote.id }, { context });
    } catch (error) {
      if (count === tries || !(error instanceof AtelierError) || error.code !== 'unavailable') throw error;
    }
  }
}
