import type { ModelDescriptor, ModelProvider } from '#adapters/models/spec.ts';

const instant: Omit<ModelDescriptor, 'id'> = {
  title: 'Nothing, at once',
  summary: 'Does nothing and is done: what is left is our own path.',
  operations: ['image.generate'],
  inputs: [],
  parameters: [],
  output: { kind: 'text', minimum: 1, maximum: 1 },
  typicalSeconds: 0,
  price: { creditsPerOutput: 1, source: 'for measuring', checkedAt: '2026-11-20' },
  status: 'active',
  dataPolicy: { recipient: 'Nobody', leavesMachine: false, retention: 'None', trainsOnContent: false },
};

/** Delivers the same bytes every time, so that no new object reaches the disk. */
export const sameModel: ModelDescriptor = { ...instant, id: 'instant/same' };
/** Delivers bytes of their own every time, which are flushed to the disk. */
export const freshModel: ModelDescriptor = { ...instant, id: 'instant/fresh' };

/** A provider whose work takes no time. */
export const instantProvider: ModelProvider = {
  id: 'instant',
  title: 'Instant',
  recovery: 'replay-key',
  cancel: 'none',
  models: [sameModel, freshModel],
  maximumOutputBytes: 1_000,
  submit: async ({ model }, { token }) => ({
    kind: 'completed',
    outputs: [{ index: 0, mediaType: 'text/plain', text: model === freshModel.id ? token : 'done' }],
  }),
  check: async () => ({ kind: 'canceled' }),
};
