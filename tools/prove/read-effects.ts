import { EffectLog } from '#emulators/core/effect-log.ts';

export interface Generation {
  id: string;
  token: string;
  prompt: string;
  fate: string;
  canceled: boolean;
}

export interface ProviderEffects {
  generations: Generation[];
  /** Generations by token. */
  bought: Map<string, unknown[]>;
  /** Submits that reached the provider, by token. */
  submits: Map<string, unknown[]>;
}

/** What the provider itself wrote down, whatever we believe. */
export function readEffects(demoDir: string): ProviderEffects {
  const log = new EffectLog(demoDir);
  log.close();
  const ofType = (type: string) => log.effects.filter((effect) => effect.type === type);
  const canceled = new Set(ofType('generation.canceled').map(({ id }) => id));
  const generations = ofType('generation.accepted').map(({ id, token, fate, request }) => ({
    id: String(id),
    token: String(token),
    prompt: (request as { prompt: string }).prompt,
    fate: String(fate),
    canceled: canceled.has(id),
  }));
  return {
    generations,
    bought: Map.groupBy(generations, ({ token }) => token),
    submits: Map.groupBy(ofType('submit.received'), ({ token }) => String(token)),
  };
}
