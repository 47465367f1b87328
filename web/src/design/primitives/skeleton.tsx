import type { CSSProperties } from 'react';
import { cx } from '../class-names.ts';

/** Holds the place of what is coming, in its final shape. Hidden from assistive technology: say "loading" once nearby. */
export function Skeleton({ className, style }: { className?: string; style?: CSSProperties }) {
  return (
    <span aria-hidden="true" style={style} className={cx('block animate-breathe rounded-tick bg-pressed', className)} />
  );
}
