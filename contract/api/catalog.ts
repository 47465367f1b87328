import { z } from 'zod';
import { mediaKindSchema } from '../media.ts';
import { inputSlotSchema, operationSchema, parameterSchema } from '../operations/operation.ts';
import { endpoint } from './endpoint.ts';

export const localModelSchema = z.object({
  id: z.string(),
  state: z.enum(['absent', 'fetching', 'ready', 'failed']),
  fraction: z.number().min(0).max(1).nullable(),
  sizeBytes: z.number().int(),
  downloadBytes: z.number().int(),
  licence: z.string(),
  licenceSource: z.string(),
  origin: z.string(),
  error: z.string().nullable(),
});
export type LocalModel = z.infer<typeof localModelSchema>;

export const modelSchema = z.object({
  id: z.string(),
  provider: z.string(),
  providerTitle: z.string(),
  title: z.string(),
  summary: z.string(),
  operations: z.array(z.string()),
  inputs: z.array(inputSlotSchema),
  parameters: z.array(parameterSchema),
  output: z.object({ kind: mediaKindSchema, minimum: z.number().int(), maximum: z.number().int() }),
  typicalSeconds: z.number(),
  price: z.union([
    z.literal('unknown'),
    z.object({
      creditsPerOutput: z.number().int().min(0),
      countParameter: z.string().optional(),
      multipliers: z.record(z.string(), z.record(z.string(), z.number())).optional(),
      source: z.string(),
      checkedAt: z.string(),
    }),
  ]),
  status: z.enum(['active', 'deprecated', 'retired']),
  dataPolicy: z.object({
    recipient: z.string(),
    leavesMachine: z.boolean(),
    retention: z.string(),
    trainsOnContent: z.boolean(),
  }),
  demo: z.boolean(),
  localModels: z.array(localModelSchema),
});
export type Model = z.infer<typeof modelSchema>;

export const catalog = {
  list: endpoint
    .route({
      method: 'GET',
      path: '/catalog',
      summary: 'Operations and the models that carry them out',
      tags: ['catalog'],
    })
    .output(z.object({ operations: z.array(operationSchema), models: z.array(modelSchema) })),
  fetchLocalModel: endpoint
    .route({
      method: 'POST',
      path: '/catalog/local-models/{id}/fetch',
      summary: 'Fetch the weights of a local model',
      tags: ['catalog'],
    })
    .input(z.object({ id: z.string().max(100) }))
    .output(localModelSchema),
};
