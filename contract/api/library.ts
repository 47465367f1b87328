import { z } from 'zod';
import { mediaKindSchema, parameterValuesSchema } from '../media.ts';
import { pageOf, pageQuerySchema } from '../page.ts';
import { endpoint } from './endpoint.ts';

export const assetSchema = z.object({
  id: z.uuid(),
  kind: mediaKindSchema,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  /** Base64 of a thumbhash: a blurred placeholder of about 25 bytes. */
  thumbhash: z.string().nullable(),
  source: z.enum(['generated', 'uploaded', 'sample']),
  demo: z.boolean(),
  favourite: z.boolean(),
  /** `processing` until thumbnails are there; `failed` when the file could not be read as a picture. */
  derivatives: z.enum(['processing', 'ready', 'failed', 'none']),
  urls: z.object({ original: z.string(), preview: z.string().nullable(), thumbnail: z.string().nullable() }),
  createdAt: z.iso.datetime(),
  trashedAt: z.iso.datetime().nullable(),
});
export type Asset = z.infer<typeof assetSchema>;

const step = z.object({
  jobId: z.uuid(),
  operation: z.string(),
  model: z.string(),
  parameters: parameterValuesSchema,
  creditsCharged: z.number().int().nullable(),
  createdAt: z.iso.datetime(),
});

export const assetDetailsSchema = z.object({
  asset: assetSchema,
  sha256: z.string(),
  /** The licence and source of a sample, as its package states them. */
  attribution: z.object({ title: z.string(), licence: z.string(), source: z.string() }).nullable(),
  /** The job that made it; null for uploads and samples. */
  madeBy: step.nullable(),
  /** What it was made from. */
  madeFrom: z.array(z.object({ name: z.string(), asset: assetSchema })),
  /** What was made from it, newest first, at most 50. */
  usedIn: z.array(z.object({ step, asset: assetSchema })),
});
export type AssetDetails = z.infer<typeof assetDetailsSchema>;

export const bulkLimit = 500;
const ids = z.object({ ids: z.array(z.uuid()).min(1).max(bulkLimit) });

export const library = {
  list: endpoint
    .route({
      method: 'GET',
      path: '/assets',
      summary: 'Assets, newest first; search by name and prompt',
      tags: ['library'],
    })
    .input(
      pageQuerySchema.extend({
        search: z.string().trim().max(200).optional(),
        kind: mediaKindSchema.optional(),
        source: z.enum(['generated', 'uploaded', 'sample']).optional(),
        favourite: z.stringbool().optional(),
        trashed: z.stringbool().default(false),
      }),
    )
    .output(pageOf(assetSchema)),
  get: endpoint
    .route({ method: 'GET', path: '/assets/{id}', summary: 'One asset with its lineage', tags: ['library'] })
    .input(z.object({ id: z.uuid() }))
    .output(assetDetailsSchema),
  update: endpoint
    .route({ method: 'PATCH', path: '/assets/{id}', summary: 'Rename or favour an asset', tags: ['library'] })
    .input(
      z.object({ id: z.uuid(), name: z.string().trim().min(1).max(200).optional(), favourite: z.boolean().optional() }),
    )
    .output(assetSchema),
  trash: endpoint
    .route({ method: 'POST', path: '/assets/trash', summary: 'Move assets to the trash', tags: ['library'] })
    .input(ids)
    .output(z.object({ count: z.number().int() })),
  restore: endpoint
    .route({ method: 'POST', path: '/assets/restore', summary: 'Bring assets back from the trash', tags: ['library'] })
    .input(ids)
    .output(z.object({ count: z.number().int() })),
  remove: endpoint
    .route({ method: 'POST', path: '/assets/delete', summary: 'Delete trashed assets for good', tags: ['library'] })
    .input(ids)
    .output(z.object({ count: z.number().int() })),
};
