import { describe, expect, it } from 'vitest';
import type { Parameter } from '#contract/operations/operation.ts';
import { flagOf, parameterOptions, readParameters } from './parameter-flags.ts';

const parameters: Parameter[] = [
  { name: 'prompt', title: 'Prompt', kind: 'text', required: true },
  {
    name: 'aspectRatio',
    title: 'Shape',
    kind: 'aspectRatio',
    default: '1:1',
    choices: [{ value: '1:1', title: 'Square' }],
  },
  { name: 'count', title: 'Pictures', kind: 'integer', default: 4, minimum: 1, maximum: 4 },
  { name: 'tile', title: 'Tile', kind: 'boolean' },
  { name: 'model', title: 'Base model', kind: 'text' },
];
const own = { model: { type: 'string', help: '' } } as const;

describe('the flags of a model', () => {
  it('are its parameters in the manner of command lines', () => {
    expect(flagOf('aspectRatio')).toBe('aspect-ratio');
    expect(Object.keys(parameterOptions(parameters, own))).toEqual(['prompt', 'aspect-ratio', 'count', 'tile']);
  });

  it('say what fits', () => {
    const options = parameterOptions(parameters, own);
    expect(options['count']).toEqual({ type: 'string', value: 'N', help: 'Pictures (1 to 4; default 4)' });
    expect(options['aspect-ratio']?.help).toBe('Shape (1:1; default 1:1)');
    expect(options['prompt']?.help).toBe('Prompt (required)');
    expect(options['tile']).toMatchObject({ type: 'boolean', value: undefined });
  });

  it('are read in the kind of the parameter', () => {
    const values = { 'aspect-ratio': '16:9', count: '2', tile: false, param: ['model=x=y', 'prompt=hi'] };
    expect(readParameters(parameters, values)).toEqual({
      aspectRatio: '16:9',
      count: 2,
      tile: false,
      model: 'x=y',
      prompt: 'hi',
    });
    expect(readParameters(parameters, { param: ['tile=yes', 'aspect-ratio=1:1'] })).toEqual({
      tile: true,
      aspectRatio: '1:1',
    });
    expect(readParameters(parameters, {})).toEqual({});
  });

  it('refuse what cannot be meant, and say what can', () => {
    expect(() => readParameters(parameters, { count: 'many' })).toThrow('--count takes a number; you gave “many”.');
    expect(() => readParameters(parameters, { count: '' })).toThrow('--count takes a number');
    expect(() => readParameters(parameters, { param: ['tile=maybe'] })).toThrow('--tile is yes or no');
    expect(() => readParameters(parameters, { param: ['colour=red'] })).toThrow('names no parameter of this model');
    expect(() => readParameters(parameters, { param: ['count'] })).toThrow('names no parameter of this model');
  });
});
