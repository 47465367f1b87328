import type { Parameter } from '#web/data/catalog-lookup.ts';

/** A range of at most this many whole numbers is shown as buttons. */
const MAX_BUTTONS = 6;

export function isShortRange({ kind, minimum, maximum, step }: Parameter): boolean {
  return (
    kind === 'integer' &&
    minimum !== undefined &&
    maximum !== undefined &&
    (step ?? 1) === 1 &&
    maximum - minimum < MAX_BUTTONS
  );
}
