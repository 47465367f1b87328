import { getTableColumns } from 'drizzle-orm';
import type { attempts, quotes } from './schema.ts';
import { jobs } from './schema.ts';

export type JobRow = typeof jobs.$inferSelect;
export type AttemptRow = typeof attempts.$inferSelect;
export type QuoteRow = typeof quotes.$inferSelect;

/** A job as the driver hands it over: 64-bit numbers come as text. */
export type RawJob = Omit<JobRow, 'creditsQuoted' | 'creditsCharged'> & {
  creditsQuoted: string;
  creditsCharged: string | null;
};

/** Select list of `j`, for statements that are written by hand because they run for every job. */
export const jobColumns = Object.entries(getTableColumns(jobs))
  .map(([key, column]) => `j.${column.name} as "${key}"`)
  .join(', ');

export function toJob(row: RawJob): JobRow {
  const { creditsQuoted, creditsCharged } = row;
  return {
    ...row,
    creditsQuoted: Number(creditsQuoted),
    creditsCharged: creditsCharged === null ? null : Number(creditsCharged),
  };
}
