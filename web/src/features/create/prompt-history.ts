import type { Job } from '#web/data/jobs.ts';

/** Prompts of past jobs, newest first, each once. */
export function promptsOf(jobs: ReadonlyArray<Pick<Job, 'parameters'>>): string[] {
  return [...new Set(jobs.map((job) => job.parameters['prompt']).filter((prompt) => typeof prompt === 'string'))];
}

/**
 * The prompt one step older or newer than the one in the field. What was being typed stands before the newest; at either
 * end nothing happens (null).
 */
export function stepPrompt({
  prompts,
  current,
  draft,
  direction,
}: {
  prompts: readonly string[];
  current: string;
  draft: string;
  direction: 'older' | 'newer';
}): string | null {
  const line = [draft, ...prompts.filter((prompt) => prompt !== draft)];
  const place = Math.max(0, line.indexOf(current));
  return line[place + (direction === 'older' ? 1 : -1)] ?? null;
}
