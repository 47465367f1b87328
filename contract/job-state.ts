/** Every state a job can be in, in the order it can pass through them; the last five are ends. */
export const jobStates = [
  'queued',
  'submitting',
  'running',
  'storing',
  'succeeded',
  'refused',
  'failed',
  'canceled',
  'unknown',
] as const;
export type JobState = (typeof jobStates)[number];
