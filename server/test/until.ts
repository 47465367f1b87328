import { setTimeout as pause } from 'node:timers/promises';

const askEveryMs = 40;

/** Waits until the answer is neither null nor false, and hands it over. Throws when it stays so for `withinMs`. */
export async function until<Answer>(
  what: string,
  question: () => Promise<Answer | null | false>,
  withinMs = 60_000,
): Promise<Answer> {
  for (const end = performance.now() + withinMs; performance.now() < end;) {
    const answer = await question();
    if (answer !== null && answer !== false) return answer;
    await pause(askEveryMs);
  }
  throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}`);
}
