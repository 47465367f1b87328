import { z } from 'zod';
import { jobStates } from './job-state.ts';

const jobState = z.enum(jobStates);

/** Everything a browser may be told. One union; `type` is `noun.past`. */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('job.queued'), jobId: z.string() }),
  z.object({ type: z.literal('job.changed'), jobId: z.string(), state: jobState }),
  z.object({
    type: z.literal('job.progressed'),
    jobId: z.string(),
    stage: z.string().max(80),
    fraction: z.number().min(0).max(1).nullable(),
    previews: z.array(z.object({ index: z.number().int(), dataUrl: z.string().max(16_384) })).max(8),
  }),
  z.object({ type: z.literal('asset.added'), assetId: z.string() }),
  z.object({ type: z.literal('asset.changed'), assetId: z.string() }),
  z.object({ type: z.literal('balance.changed') }),
  z.object({
    type: z.literal('model.fetched'),
    modelId: z.string(),
    state: z.enum(['fetching', 'ready', 'failed']),
    fraction: z.number().min(0).max(1).nullable(),
  }),
]);
export type AtelierEvent = z.infer<typeof eventSchema>;
export type AtelierEventType = AtelierEvent['type'];

/** A sent event: `id` resumes the stream by `Last-Event-ID`. */
export type SentEvent = { id: string; event: AtelierEvent };
