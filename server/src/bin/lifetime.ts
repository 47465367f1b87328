type Closer = () => unknown;

/** What this process has opened, and the wish that it ends. */
export interface Lifetime {
  /** Aborted by the first wish to end. */
  signal: AbortSignal;
  /** Who opens something says here how it is closed; the last opened is closed first. */
  onEnd(close: Closer): void;
  /** Throws `Stopped` when the end was wished for: called between the steps of starting. */
  check(): void;
  /** Closes everything once; a fault in one closer is told and keeps none of the others from closing. */
  close(): Promise<void>;
}

/** Starting was interrupted by the wish to end, which is no fault. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** A supervisor and our own starter may both pass on the same signal; a person needs longer for the second one. */
const impatientAfterMs = 1_000;

/** Ends on Ctrl-C, on a signal, and when the process that started this one is gone. A second Ctrl-C does not wait. */
export function openLifetime(options: { onWish: () => void; onFault: (error: unknown) => void }): Lifetime {
  const controller = new AbortController();
  const closers: Closer[] = [];
  let wishedAt = 0;
  const wish = () => {
    if (controller.signal.aborted) return;
    wishedAt = performance.now();
    options.onWish();
    controller.abort();
  };
  process.on('SIGINT', () => {
    if (controller.signal.aborted && performance.now() - wishedAt > impatientAfterMs) process.exit(1);
    wish();
  });
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, wish);
  process.once('disconnect', wish);

  return {
    signal: controller.signal,
    onEnd: (close) => void closers.push(close),
    check() {
      if (controller.signal.aborted) throw new Stopped();
    },
    async close() {
      for (let close = closers.pop(); close; close = closers.pop()) {
        try {
          await close();
        } catch (error) {
          options.onFault(error);
        }
      }
    },
  };
}
