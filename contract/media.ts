import { z } from 'zod';

export const mediaKindSchema = z.enum(['image', 'video', 'audio', 'document', 'model3d', 'text']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

/** Parameter values are scalars: what a form field, a query string and a CLI flag can all say. */
export const parameterValuesSchema = z.record(
  z.string().max(64),
  z.union([z.boolean(), z.number(), z.string().max(20_000)]),
);
export type ParameterValues = z.infer<typeof parameterValuesSchema>;
