import { expect, it } from 'vitest';
import type { Job } from '#contract/api/jobs.ts';
import { insertJob } from './insert-job.ts';

const job = (id: string, createdAt: string, more: Partial<Job> = {}): Job => ({
  id,
  operation: 'image.generate',
  model: 'demo/pictures',
  demo: true,
  state: 'queued',
  stage: null,
  fraction: null,
  parameters: {},
  inputs: [],
  outputCount: 1,
  aspectRatio: 1,
  outputs: [],
  creditsQuoted: 1,
  creditsCharged: null,
  cancelRequested: false,
  retryOf: null,
  error: null,
  createdAt,
  finishedAt: null,
  ...more,
});
const ids = (pages: Array<{ items: Job[] }>) => pages.map((page) => page.items.map((one) => one.id));

it('puts a new job at the top and a known one in its place', () => {
  const pages = [{ items: [job('b', '2026-11-20T12:01'), job('a', '2026-11-20T12:00')], nextCursor: null }];
  expect(ids(insertJob(pages, job('c', '2026-11-20T12:02')))).toEqual([['c', 'b', 'a']]);
  expect(insertJob(pages, job('a', '2026-11-20T12:00', { state: 'running' }))[0]?.items[1]?.state).toBe('running');
});

it('leaves out a job that is older than what is on show', () => {
  const pages = [{ items: [job('b', '2026-11-20T12:01')], nextCursor: 'more' }];
  expect(ids(insertJob(pages, job('old', '2026-11-19T12:00')))).toEqual([['b']]);
});

it('does not let a late answer undo a finished job', () => {
  const done = job('a', '2026-11-20T12:00', { state: 'succeeded', finishedAt: '2026-11-20T12:05' });
  expect(
    insertJob([{ items: [done], nextCursor: null }], job('a', '2026-11-20T12:00', { state: 'running' }))[0]?.items[0]
      ?.state,
  ).toBe('succeeded');
});
