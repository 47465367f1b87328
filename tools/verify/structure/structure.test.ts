import { describe, expect, it } from 'vitest';
import { checkStructure } from './check-structure.ts';
import { aliases, HOUSE, PLANTED, verb } from './planted-faults.data.ts';
import { BANS, PACKAGE_HOMES, ROOMS } from './rules.data.ts';

function check(changes: Record<string, string>) {
  return checkStructure({ files: new Map(Object.entries({ ...HOUSE, ...changes })), aliases });
}

describe('the walls of the house', () => {
  it('stand in a house that keeps to them', () => {
    expect(check({})).toEqual([]);
  });

  it.each(PLANTED)('show %s', (_, file, text, advice) => {
    const seen = check({ [file]: text });
    expect(seen.map(({ message }) => message).join('\n')).toMatch(advice);
  });

  it('show an overfull kernel', () => {
    const files = Array.from(
      { length: 10 },
      (_, index) => [`server/src/kernel/part-${index}.ts`, 'export const a = 1;'] as const,
    );
    expect(check(Object.fromEntries(files))).toMatchObject([{ message: expect.stringMatching(/kernel has 12 files/) }]);
  });

  it('let tests replace ports, use test tools and expect type errors', () => {
    const test = `import { it } from 'vitest';
      import { demo } from '#adapters/models/demo/provider.ts';
      import { faults } from '#emulators/core/fault-plan.ts';
      import { app } from '#server/app.ts';
      // @ts-expect-error
      it(1, [demo, faults, app, new Date(), process.env.A, fetch('http://127.0.0.1')]);`;
    expect(check({ 'server/src/domains/billing/hold.test.ts': test })).toEqual([]);
  });

  it('do not let a test open the wall between features or around documents', () => {
    const advice = check({
      'web/src/features/library/screen.test.tsx': `import '../create/screen.tsx';`,
      'documents/graph/graph.test.ts': `import '#server/app.ts';`,
    });
    expect(advice).toHaveLength(2);
  });

  it('know an injected fetch, a property of that name and a word in a text from the real thing', () => {
    const text = `export const load = (fetch: () => void) => fetch();
      export const options = { fetch: load, what: 'select a picture' };
      export const go = (ports: { fetch(): void }) => ports.fetch();`;
    expect(check({ [verb]: text })).toEqual([]);
  });

  it('name the file and the line', () => {
    expect(check({ [verb]: `export const a = 1;\n\nexport const b = Date.now();` })).toMatchObject([
      { file: verb, line: 3 },
    ]);
  });

  it('are each tried by at least one planted fault', () => {
    const advice = PLANTED.flatMap(([, file, text]) => check({ [file]: text }).map(({ message }) => message)).join(
      '\n',
    );
    const untried = [...ROOMS, ...PACKAGE_HOMES, ...BANS]
      .filter(({ instead }) => !advice.includes(instead))
      .map(({ instead }) => instead);
    expect(untried).toEqual(['Tools may import everything.']);
  });
});
