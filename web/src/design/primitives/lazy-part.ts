import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export interface LazyPart<Props> {
  Part: LazyExoticComponent<ComponentType<Props>>;
  /** Starts the download when a hand comes near. */
  preload: () => void;
  /** Opens once the code is here. Without a connection nothing opens, and the banner says why. */
  whenHere: (open: () => void) => void;
}

/** A part whose code arrives when somebody reaches for it. The page opens without it. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>): LazyPart<Props> {
  return {
    Part: lazy(async () => ({ default: await load() })),
    preload: () => void load().catch(() => undefined),
    whenHere: (open) => void load().then(open, () => undefined),
  };
}
