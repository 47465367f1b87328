import type { FactName, Facts, Reactions, Slice } from './slice.ts';

/** Hands a fact to every slice that reacts to it, in their order, inside the announcing transaction. */
export function createFacts(slices: readonly Pick<Slice, 'reactions'>[]): Facts {
  return {
    async announce(ctx, name, payload) {
      for (const slice of slices) {
        const react = reactionOf(slice.reactions, name);
        if (react) await react(ctx, payload);
      }
    },
  };
}

function reactionOf<Name extends FactName>(reactions: Reactions | undefined, name: Name): Reactions[Name] {
  return reactions?.[name];
}
