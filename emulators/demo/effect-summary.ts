import type { Effect } from '#emulators/core/effect-log.ts';

/** What the effect log proves, by client token. */
export interface EffectSummary {
  submits: Record<string, number>;
  generations: Record<string, number>;
  /** Tokens that bought more than one generation. */
  boughtTwice: string[];
  totals: { submits: number; generations: number; canceled: number; filesFetched: number };
}

export function summariseEffects(effects: readonly Effect[]): EffectSummary {
  const submits = countByToken(effects, 'submit.received');
  const generations = countByToken(effects, 'generation.accepted');
  return {
    submits,
    generations,
    boughtTwice: Object.keys(generations).filter((token) => (generations[token] ?? 0) > 1),
    totals: {
      submits: count(effects, 'submit.received'),
      generations: count(effects, 'generation.accepted'),
      canceled: count(effects, 'generation.canceled'),
      filesFetched: count(effects, 'file.fetched'),
    },
  };
}

function countByToken(effects: readonly Effect[], type: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const effect of effects) {
    if (effect.type !== type) continue;
    const token = String(effect.token);
    counts[token] = (counts[token] ?? 0) + 1;
  }
  return counts;
}

function count(effects: readonly Effect[], type: string): number {
  return effects.filter((effect) => effect.type === type).length;
}
