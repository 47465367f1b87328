/** A broken promise of our own: never an answer to a user, always a fault to be fixed. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new BrokenPromise(promise);
}

export function present<Value>(value: Value | null | undefined, promise: string): Value {
  assert(value !== null && value !== undefined, promise);
  return value;
}
