import { expect, it } from 'vitest';
import type { Catalog, Model } from '#web/data/catalog-lookup.ts';
import { describeParameters } from './describe-parameters.ts';

const model: Model = {
  id: 'demo/scenery',
  provider: 'demo',
  providerTitle: 'Demo',
  title: 'Demo scenery',
  summary: '',
  operations: ['image.generate'],
  inputs: [],
  parameters: [
    { name: 'prompt', title: 'Prompt', kind: 'text' },
    { name: 'style', title: 'Style', kind: 'choice', choices: [{ value: 'auto', title: 'From the prompt' }] },
  ],
  output: { kind: 'image', minimum: 1, maximum: 4 },
  typicalSeconds: 4,
  price: 'unknown',
  status: 'active',
  dataPolicy: { recipient: '', leavesMachine: false, retention: '', trainsOnContent: false },
  demo: true,
  localModels: [],
};
const catalog: Catalog = { operations: [], models: [model] };
const job = { model: 'demo/scenery', parameters: { style: 'auto', prompt: 'A lighthouse' } };

it('uses the words and the order of the form', () => {
  expect(describeParameters(job, catalog)).toEqual([
    ['Prompt', 'A lighthouse'],
    ['Style', 'From the prompt'],
  ]);
});

it('shows what it has when the model has left the catalog', () => {
  expect(describeParameters(job, undefined)).toEqual([
    ['style', 'auto'],
    ['prompt', 'A lighthouse'],
  ]);
});
