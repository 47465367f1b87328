import { describe, expect, it } from 'vitest';
import type { Model } from '#contract/api/catalog.ts';
import { AtelierError } from '#sdk/index.ts';
import { bytes, credits, moment } from './amounts.ts';
import { dealInputs } from './bring-inputs.ts';
import { explainFailure, UsageError } from './failure.ts';
import { bar, percent } from './progress.ts';
import { peekOption, readArgs, readWholeNumber } from './read-args.ts';
import { table } from './table.ts';

describe('failures', () => {
  const explain = (error: unknown) => explainFailure(error, 'http://127.0.0.1:7331');

  it('name the thing, the limit and the way out, each once', () => {
    const refusal = new AtelierError('quota_exceeded', 'The workspace is full.', {
      thing: 'storage',
      limit: '20 GB',
      remedy: 'Delete something.',
    });
    expect(explain(refusal)).toEqual({
      exitCode: 1,
      lines: ['The workspace is full.', 'Limit: 20 GB.', 'Delete something.'],
    });
    const told = new AtelierError('invalid_input', 'Takes 1 to 4.', {
      thing: 'count',
      limit: '1 to 4',
      remedy: 'Choose one of these.',
    });
    expect(explain(told).lines).toEqual(['Takes 1 to 4.', 'Choose one of these.']);
  });

  it('have exit codes a script may act on', () => {
    const of = (code: ConstructorParameters<typeof AtelierError>[0], thing = 'x') =>
      new AtelierError(code, '', { thing, remedy: '' });
    expect(explain(of('unavailable', 'connection')).exitCode).toBe(4);
    expect(explain(of('not_signed_in')).exitCode).toBe(3);
    expect(explain(of('wrong_credentials')).exitCode).toBe(3);
    expect(explain(of('insufficient_credits')).exitCode).toBe(1);
    expect(explain(new UsageError('a', 'b'))).toEqual({ exitCode: 2, lines: ['a', 'b'] });
    expect(explain(new Error('broken'))).toEqual({ exitCode: 1, lines: ['broken'] });
  });
});

describe('arguments', () => {
  const options = { count: { type: 'string', help: '' }, yes: { type: 'boolean', short: 'y', help: '' } } as const;

  it('are read in any order', () => {
    expect(readArgs('generate', ['a', '--count', '2', 'b', '-y'], options)).toMatchObject({
      values: { count: '2', yes: true },
      positionals: ['a', 'b'],
    });
    expect(readArgs('generate', ['--', '--odd'], options).positionals).toEqual(['--odd']);
  });

  it('that are unknown are refused with the way to help', () => {
    expect(() => readArgs('generate', ['--cuont', '2'], options)).toThrow(/^Unknown option '--cuont'\.$/);
    expect(() => readArgs('generate', ['--count'], options)).toThrow(UsageError);
  });

  it('can be looked at before the others are known', () => {
    expect(peekOption(['a', '--shape', '16:9', '--model', 'demo/x'], 'model')).toBe('demo/x');
    expect(peekOption(['--model=demo/x'], 'model')).toBe('demo/x');
    expect(peekOption(['a'], 'model')).toBeUndefined();
  });

  it('that are numbers have a range', () => {
    expect(readWholeNumber({ limit: '20' }, 'limit', { minimum: 1, maximum: 200 })).toBe(20);
    expect(readWholeNumber({}, 'limit', { minimum: 1, maximum: 200 })).toBeUndefined();
    expect(() => readWholeNumber({ limit: '1e9' }, 'limit', { minimum: 1, maximum: 200 })).toThrow('from 1 to 200');
  });
});

describe('files and the places of a model', () => {
  const place = (name: string, minimum: number, maximum: number) => ({
    name,
    title: name,
    kind: 'image' as const,
    minimum,
    maximum,
  });
  const model = (...inputs: ReturnType<typeof place>[]) => ({ title: 'A model', inputs }) as unknown as Model;

  it('are a job each where a job takes one', () => {
    expect(dealInputs(model(place('image', 1, 1)), ['a', 'b'])).toEqual([
      [{ name: 'image', assetId: 'a' }],
      [{ name: 'image', assetId: 'b' }],
    ]);
  });

  it('are one job where it takes several, in the order of its places', () => {
    const inputs = dealInputs(model(place('image', 1, 1), place('reference', 0, 3)), ['a', 'b', 'c']);
    expect(inputs).toEqual([
      [
        { name: 'image', assetId: 'a' },
        { name: 'reference', assetId: 'b' },
        { name: 'reference', assetId: 'c' },
      ],
    ]);
  });

  it('are refused where there is none, and missed where there must be one', () => {
    expect(() => dealInputs(model(), ['a'])).toThrow('takes no files');
    expect(() => dealInputs(model(place('image', 1, 1)), [])).toThrow('needs a file');
    expect(dealInputs(model(), [])).toEqual([[]]);
  });
});

describe('words and figures', () => {
  it('read well', () => {
    expect([credits(0), credits(1), credits(12_000)]).toEqual(['0 credits', '1 credit', '12,000 credits']);
    expect([bytes(12), bytes(7_012_345), bytes(159_000_000), bytes(2_000_000_000)]).toEqual([
      '12 bytes',
      '7.0 MB',
      '159 MB',
      '2.0 GB',
    ]);
    expect(moment('2026-11-20T17:05:00.000Z')).toMatch(/^2026-11-2\d \d\d:\d\d$/);
    expect([bar(0.5), bar(null).length, percent(0.999), percent(null)]).toEqual([
      '█'.repeat(12) + '░'.repeat(12),
      24,
      ' 99 %',
      '   –',
    ]);
  });

  it('stand under each other', () => {
    expect(
      table([
        ['a', 10],
        ['long', 7],
      ]),
    ).toEqual(['a     10', 'long   7']);
  });
});
