import type { ModelDescriptor, ModelProvider } from '#adapters/models/spec.ts';

export const instantModel: ModelDescriptor = {
  id: 'instant/nothing',
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

/** A provider whose work takes no time. */
export const instantProvider: ModelProvider = {
  id: 'instant',
  title: 'Instant',
  recovery: 'replay-key',
  cancel: 'none',
  models: [instantModel],
  maximumOutputBytes: 1_000,
  // Every output is content of its own, as outputs are.
  submit: async (_request, { token }) => ({ kind: 'completed', outputs: [{ index: 0, mediaType: 'text/plain', text: token }] }),
  check: async () => ({ kind: 'canceled' }),
};
