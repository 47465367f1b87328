import { z } from 'zod';
import { mediaKindSchema } from '../media.ts';

/** One field of a model's form; the page, the canvas node, the API check and the CLI flag come from it. */
export const parameterSchema = z.object({
  name: z.string().max(64),
  title: z.string(),
  kind: z.enum(['text', 'integer', 'number', 'boolean', 'choice', 'aspectRatio', 'seed', 'colour']),
  help: z.string().optional(),
  required: z.boolean().optional(),
  advanced: z.boolean().optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  step: z.number().optional(),
  unit: z.string().optional(),
  maxLength: z.number().int().optional(),
  multiline: z.boolean().optional(),
  choices: z.array(z.object({ value: z.string(), title: z.string() })).optional(),
});
export type Parameter = z.infer<typeof parameterSchema>;

export const inputSlotSchema = z.object({
  name: z.string().max(64),
  title: z.string(),
  kind: mediaKindSchema,
  minimum: z.number().int().min(0),
  maximum: z.number().int().min(1),
  types: z.array(z.string()).optional(),
});
export type InputSlot = z.infer<typeof inputSlotSchema>;

/** What can be done to or for media. Who does it, and with which parameters, is said by the models that carry it out. */
export const operationSchema = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  /** The words on the button. */
  verb: z.string(),
  group: z.enum(['create', 'edit', 'understand']),
  inputs: z.array(inputSlotSchema),
  output: mediaKindSchema,
});
export type Operation = z.infer<typeof operationSchema>;
