/** A misbehaviour that is asked for: the next `count` matching requests, each with `probability`. */
export interface Fault<Kind extends string = string> {
  kind: Kind;
  /** How many times it strikes; absent means until it is cleared. */
  count?: number;
  /** From 0 to 1; absent means always. */
  probability?: number;
  /** Matching requests let through first. */
  skip?: number;
  delayMs?: number;
  retryAfterSeconds?: number;
}

/** Decides which request is struck. The dice are seeded, so that a run can be repeated. */
export class FaultPlan<Kind extends string> {
  #faults: Fault<Kind>[] = [];
  readonly #random: () => number;

  constructor(faults: Fault<Kind>[] = [], seed = 1) {
    this.#random = seededRandom(seed);
    this.set(faults);
  }

  set(faults: Fault<Kind>[]): void {
    this.#faults = faults.map((fault) => ({ ...fault }));
  }

  /** The fault of one of these kinds that strikes now, counted as used; null where none does. */
  strike(...kinds: Kind[]): Fault<Kind> | null {
    for (const fault of this.#faults) {
      if (!kinds.includes(fault.kind) || fault.count === 0) continue;
      if (fault.skip) {
        fault.skip -= 1;
        continue;
      }
      if (fault.probability !== undefined && this.#random() >= fault.probability) continue;
      if (fault.count !== undefined) fault.count -= 1;
      return fault;
    }
    return null;
  }
}

/** Mulberry32: small, fast, good enough for dice. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
