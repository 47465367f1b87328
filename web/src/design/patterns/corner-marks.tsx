import { cx } from '../class-names.ts';

/** Four crop marks around a picture or the place of one: the mark of the house for "this is the frame". */
export function CornerMarks({ className, inset = 8, arm = 10 }: { className?: string; inset?: number; arm?: number }) {
  const corner = 'absolute border-current';
  const size = { width: arm, height: arm };
  return (
    <span aria-hidden="true" className={cx('pointer-events-none absolute inset-0', className)}>
      <span className={cx(corner, 'border-l-[1.5px] border-t-[1.5px]')} style={{ ...size, left: inset, top: inset }} />
      <span className={cx(corner, 'border-r-[1.5px] border-t-[1.5px]')} style={{ ...size, right: inset, top: inset }} />
      <span
        className={cx(corner, 'border-b-[1.5px] border-l-[1.5px]')}
        style={{ ...size, left: inset, bottom: inset }}
      />
      <span
        className={cx(corner, 'border-b-[1.5px] border-r-[1.5px]')}
        style={{ ...size, right: inset, bottom: inset }}
      />
    </span>
  );
}
