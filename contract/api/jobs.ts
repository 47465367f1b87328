import { z } from 'zod';
import { jobStates } from '../job-state.ts';
import { mediaKindSchema, parameterValuesSchema } from '../media.ts';
import { pageOf, pageQuerySchema } from '../page.ts';
import { assetSchema } from './library.ts';
import { endpoint } from './endpoint.ts';

export const jobInputsLimit = 16;

/** What is to be done: the same words for the quote and for the job. */
export const jobRequestSchema = z.object({
  operation: z.string().max(100),
  model: z.string().max(200),
  parameters: parameterValuesSchema,
  inputs: z
    .array(z.object({ name: z.string().max(64), assetId: z.uuid() }))
    .max(jobInputsLimit)
    .default([]),
});
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const quoteSchema = z.object({
  id: z.uuid(),
  /** Binding: the job is never settled above it. */
  credits: z.number().int().min(0),
  expiresAt: z.iso.datetime(),
  outputs: z.object({
    kind: mediaKindSchema,
    count: z.number().int(),
    width: z.number().nullable(),
    height: z.number().nullable(),
  }),
});
export type Quote = z.infer<typeof quoteSchema>;

export const jobSchema = z.object({
  id: z.uuid(),
  operation: z.string(),
  model: z.string(),
  demo: z.boolean(),
  state: z.enum(jobStates),
  stage: z.string().nullable(),
  fraction: z.number().nullable(),
  parameters: parameterValuesSchema,
  inputs: z.array(z.object({ name: z.string(), assetId: z.uuid(), asset: assetSchema.nullable() })),
  outputCount: z.number().int(),
  aspectRatio: z.number().nullable(),
  outputs: z.array(assetSchema),
  creditsQuoted: z.number().int(),
  /** Null until it is settled. */
  creditsCharged: z.number().int().nullable(),
  cancelRequested: z.boolean(),
  retryOf: z.uuid().nullable(),
  error: z
    .object({
      class: z.string(),
      message: z.string(),
      remedy: z.string(),
      charged: z.boolean(),
      retryable: z.boolean(),
    })
    .nullable(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

const one = z.object({ id: z.uuid() });

export const jobs = {
  quote: endpoint
    .route({ method: 'POST', path: '/quotes', summary: 'A binding price for a request', tags: ['jobs'] })
    .input(jobRequestSchema)
    .output(quoteSchema),
  start: endpoint
    .route({
      method: 'POST',
      path: '/jobs',
      successStatus: 202,
      summary: 'Start a job at a quoted price',
      tags: ['jobs'],
    })
    .meta({ access: 'key', idempotent: true })
    .input(jobRequestSchema.extend({ quoteId: z.uuid() }))
    .output(jobSchema),
  list: endpoint
    .route({ method: 'GET', path: '/jobs', summary: 'Jobs, newest first', tags: ['jobs'] })
    .input(pageQuerySchema.extend({ active: z.stringbool().optional() }))
    .output(pageOf(jobSchema)),
  get: endpoint
    .route({ method: 'GET', path: '/jobs/{id}', summary: 'One job', tags: ['jobs'] })
    .input(one)
    .output(jobSchema),
  cancel: endpoint
    .route({ method: 'POST', path: '/jobs/{id}/cancel', summary: 'Cancel a job', tags: ['jobs'] })
    .input(one)
    .output(jobSchema),
  retry: endpoint
    .route({
      method: 'POST',
      path: '/jobs/{id}/retry',
      successStatus: 202,
      summary: 'Run a finished job again at its price of today',
      tags: ['jobs'],
    })
    .meta({ access: 'key', idempotent: true })
    .input(one)
    .output(jobSchema),
};
