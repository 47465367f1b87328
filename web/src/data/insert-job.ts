import type { Job } from '#contract/api/jobs.ts';

interface Page {
  items: Job[];
  nextCursor: string | null;
}

/** Pages of jobs, newest first, with this one replaced in its place or put at the top. */
export function insertJob(pages: Page[], job: Job): Page[] {
  if (pages.some((page) => page.items.some((one) => one.id === job.id))) {
    return pages.map((page) => ({
      ...page,
      items: page.items.map((one) => (one.id === job.id ? newer(one, job) : one)),
    }));
  }
  const [first, ...rest] = pages;
  if (!first) return pages;
  const place = first.items.findIndex((one) => one.createdAt < job.createdAt);
  // Older than all of this page: it belongs to a page that is not on show.
  if (place === -1 && first.nextCursor !== null) return pages;
  const at = place === -1 ? first.items.length : place;
  return [{ ...first, items: first.items.toSpliced(at, 0, job) }, ...rest];
}

/** A finished job never turns back: answers can overtake each other on the way. */
function newer(known: Job, arrived: Job): Job {
  return known.finishedAt !== null && arrived.finishedAt === null ? known : arrived;
}
