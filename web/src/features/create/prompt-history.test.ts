import { expect, it } from 'vitest';
import { promptsOf, stepPrompt } from './prompt-history.ts';

it('lists every prompt once, newest first, and skips jobs without words', () => {
  expect(
    promptsOf([
      { parameters: { prompt: 'b' } },
      { parameters: { width: 3 } },
      { parameters: { prompt: 'a' } },
      { parameters: { prompt: 'b' } },
    ]),
  ).toEqual(['b', 'a']);
});

it('walks back through the prompts and forward to what was being typed', () => {
  const walk = (current: string, direction: 'older' | 'newer') =>
    stepPrompt({ prompts: ['b', 'a'], current, draft: 'half a sent', direction });
  expect([
    walk('half a sent', 'older'),
    walk('b', 'older'),
    walk('a', 'older'),
    walk('a', 'newer'),
    walk('b', 'newer'),
    walk('half a sent', 'newer'),
  ]).toEqual(['b', 'a', null, 'b', 'half a sent', null]);
});
