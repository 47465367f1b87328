import { describe, expect, it } from 'vitest';
import type { Model, Operation } from '#web/data/catalog-lookup.ts';
import { changeDraft, draftFromJob, type Draft } from './draft.ts';
import { estimateCredits, requestFrom, whatIsMissing } from './request.ts';

const operation: Operation = {
  id: 'image.generate',
  title: 'Image from words',
  summary: '',
  verb: 'Generate',
  group: 'create',
  inputs: [],
  output: 'image',
};
const model: Model = {
  id: 'demo/scenery',
  provider: 'demo',
  providerTitle: 'Demo',
  title: 'Demo scenery',
  summary: '',
  operations: ['image.generate'],
  inputs: [{ name: 'image', title: 'Image', kind: 'image', minimum: 0, maximum: 1 }],
  parameters: [
    { name: 'prompt', title: 'Prompt', kind: 'text', required: true, maxLength: 20 },
    { name: 'count', title: 'Pictures', kind: 'integer', default: 4, minimum: 1, maximum: 4 },
    {
      name: 'style',
      title: 'Style',
      kind: 'choice',
      default: 'auto',
      choices: [
        { value: 'auto', title: 'Auto' },
        { value: 'ink', title: 'Ink' },
      ],
    },
    { name: 'seed', title: 'Seed', kind: 'seed', advanced: true },
  ],
  output: { kind: 'image', minimum: 1, maximum: 4 },
  typicalSeconds: 4,
  price: {
    creditsPerOutput: 2,
    countParameter: 'count',
    multipliers: { style: { ink: 1.5 } },
    source: '',
    checkedAt: '2026-11-20',
  },
  status: 'active',
  dataPolicy: { recipient: '', leavesMachine: false, retention: '', trainsOnContent: false },
  demo: true,
  localModels: [],
};
const draft: Draft = { operationId: operation.id, modelId: model.id, values: { prompt: 'A lighthouse' }, inputs: [] };
const build = (values: Draft['values'], inputs: Draft['inputs'] = []) =>
  requestFrom({ operation, model, draft: { ...draft, values, inputs } });

describe('requestFrom', () => {
  it('fills in defaults and leaves out what the model does not know', () => {
    expect(
      build({ prompt: 'A lighthouse', guidance: 7 }, [
        { name: 'mask', assetId: 'a' },
        { name: 'image', assetId: 'b' },
      ]),
    ).toEqual({
      operation: 'image.generate',
      model: 'demo/scenery',
      parameters: { prompt: 'A lighthouse', count: 4, style: 'auto' },
      inputs: [{ name: 'image', assetId: 'b' }],
    });
  });

  it('falls back to the default when a kept value is not on this model’s list or of another type', () => {
    expect(build({ prompt: 'A', style: 'oil', count: 'many' }).parameters).toEqual({
      prompt: 'A',
      style: 'auto',
      count: 4,
    });
  });
});

describe('whatIsMissing', () => {
  it('names the first obstacle with its limit', () => {
    const say = (values: Draft['values']) => whatIsMissing(build(values), model);
    expect([
      say({}),
      say({ prompt: '  ' }),
      say({ prompt: 'x'.repeat(21) }),
      say({ prompt: 'A', count: 9 }),
      say({ prompt: 'A' }),
    ]).toEqual([
      'Prompt is missing.',
      'Prompt is missing.',
      'Prompt takes at most 20 characters; this is 21.',
      'Pictures goes from 1 to 4.',
      null,
    ]);
  });

  it('asks for a picture where the model needs one', () => {
    const needy: Model = {
      ...model,
      inputs: [{ name: 'image', title: 'Image', kind: 'image', minimum: 1, maximum: 1 }],
    };
    expect(whatIsMissing(build({ prompt: 'A' }), needy)).toBe('Choose a picture for “Image”.');
  });
});

describe('estimateCredits', () => {
  it('multiplies by count and by chosen options, rounded up', () => {
    expect([
      estimateCredits(model, build({ prompt: 'A' })),
      estimateCredits(model, build({ prompt: 'A', count: 1, style: 'ink' })),
    ]).toEqual([8, 3]);
  });

  it('does not guess an unknown price', () => {
    expect(estimateCredits({ ...model, price: 'unknown' }, build({ prompt: 'A' }))).toBeNull();
  });
});

describe('changeDraft and draftFromJob', () => {
  it('replaces the oldest input when a slot is full', () => {
    const once = changeDraft(draft, { type: 'input.add', input: { name: 'image', assetId: 'a' }, maximum: 1 });
    expect(changeDraft(once, { type: 'input.add', input: { name: 'image', assetId: 'b' }, maximum: 1 }).inputs).toEqual(
      [{ name: 'image', assetId: 'b' }],
    );
  });

  it('repeats a job exactly, or leaves the seed to chance for a variation', () => {
    const job = {
      operation: 'image.generate',
      model: 'demo/scenery',
      parameters: { prompt: 'A', seed: 7 },
      inputs: [],
    };
    expect([draftFromJob(job).values, draftFromJob(job, { isVariation: true }).values]).toEqual([
      { prompt: 'A', seed: 7 },
      { prompt: 'A' },
    ]);
  });
});
