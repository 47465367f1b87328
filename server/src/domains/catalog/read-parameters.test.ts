import { describe, expect, it } from 'vitest';
import { AtelierError } from '#contract/errors.ts';
import type { ParameterValues } from '#contract/media.ts';
import type { ModelDescriptor, ParameterSpec } from '#adapters/models/spec.ts';
import { priceOf } from './price-of.ts';
import { readParameters } from './read-parameters.ts';

const parameters: ParameterSpec[] = [
  { name: 'prompt', title: 'Prompt', kind: 'text', required: true, maxLength: 10 },
  { name: 'count', title: 'Pictures', kind: 'integer', minimum: 1, maximum: 4, default: 2 },
  { name: 'strength', title: 'Strength', kind: 'number', minimum: 0, maximum: 1 },
  { name: 'seed', title: 'Seed', kind: 'seed' },
  { name: 'tile', title: 'Tile', kind: 'boolean' },
  {
    name: 'quality',
    title: 'Quality',
    kind: 'choice',
    choices: [
      { value: 'low', title: 'Low' },
      { value: 'high', title: 'High' },
    ],
    default: 'low',
  },
  { name: 'tint', title: 'Tint', kind: 'colour' },
];
const model: ModelDescriptor = {
  id: 'vendor/model',
  title: 'Model',
  summary: '',
  operations: ['image.generate'],
  inputs: [],
  parameters,
  output: { kind: 'image', minimum: 1, maximum: 4 },
  typicalSeconds: 1,
  price: {
    creditsPerOutput: 3,
    countParameter: 'count',
    multipliers: { quality: { high: 1.5 } },
    source: 'test',
    checkedAt: '2026-11-20',
  },
  status: 'active',
  dataPolicy: { recipient: 'nobody', leavesMachine: false, retention: 'none', trainsOnContent: false },
};

function refusal(values: ParameterValues): AtelierError {
  try {
    readParameters(model, values);
  } catch (error) {
    if (error instanceof AtelierError) return error;
    throw error;
  }
  throw new Error('Expected a refusal');
}

describe('parameters', () => {
  it('get their defaults and nothing else', () => {
    expect(readParameters(model, { prompt: 'a boat' })).toEqual({ prompt: 'a boat', count: 2, quality: 'low' });
  });

  it('keep colours in one form', () => {
    expect(readParameters(model, { prompt: 'x', tint: '#FF8800' }).tint).toBe('#ff8800');
  });

  it.each<[string, ParameterValues, string]>([
    ['a missing one that is required', {}, 'parameters.prompt'],
    ['an unknown one', { prompt: 'x', steps: 30 }, 'parameters.steps'],
    ['words that are too long', { prompt: 'eleven char' }, 'parameters.prompt'],
    ['a number out of range', { prompt: 'x', count: 5 }, 'parameters.count'],
    ['a fraction for a whole number', { prompt: 'x', count: 1.5 }, 'parameters.count'],
    ['text for a number', { prompt: 'x', strength: 'much' }, 'parameters.strength'],
    ['a seed below zero', { prompt: 'x', seed: -1 }, 'parameters.seed'],
    ['a word for yes or no', { prompt: 'x', tile: 'yes' }, 'parameters.tile'],
    ['a choice that is not offered', { prompt: 'x', quality: 'best' }, 'parameters.quality'],
    ['a colour by name', { prompt: 'x', tint: 'red' }, 'parameters.tint'],
  ])('refuse %s, naming it, its limit and the way out', (_, values, thing) => {
    const { code, message, details } = refusal(values);
    expect({ code, thing: details.thing }).toEqual({ code: 'invalid_input', thing });
    expect(message).toContain('Model');
    expect(details.limit && details.remedy).toBeTruthy();
  });
});

describe('a price', () => {
  it('is whole credits: outputs by price by what was chosen, rounded up', () => {
    expect(priceOf(model, { count: 3, quality: 'high' })).toEqual({ credits: 14, outputs: 3 });
    expect(priceOf(model, { count: 2, quality: 'low' })).toEqual({ credits: 6, outputs: 2 });
  });

  it('is never guessed', () => {
    expect(() => priceOf({ ...model, price: 'unknown' }, {})).toThrow(/price of Model is unknown/);
  });
});
