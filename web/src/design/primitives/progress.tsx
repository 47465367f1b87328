import { Progress as Base } from '@base-ui/react/progress';
import type { ReactNode } from 'react';

export interface ProgressProps {
  label: string;
  /** 0 to 1, or null while nobody knows: the bar never invents a percentage. */
  fraction: number | null;
  detail?: ReactNode;
  isLabelHidden?: boolean;
}

export function Progress({ label, fraction, detail, isLabelHidden }: ProgressProps) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <Base.Root value={percent} className="flex min-w-0 flex-col gap-1.5">
      <div className={isLabelHidden ? 'sr-only' : 'flex items-baseline justify-between gap-3 text-small'}>
        <Base.Label className="truncate font-medium text-muted">{label}</Base.Label>
        <span className="shrink-0 text-subtle tabular-nums">{detail ?? (percent === null ? '' : `${percent} %`)}</span>
      </div>
      <Base.Track className="h-[3px] overflow-hidden rounded-full bg-line-strong">
        <Base.Indicator className="h-full rounded-full bg-ink transition-[width] duration-200 ease-out data-indeterminate:w-[30%]! data-indeterminate:animate-sweep" />
      </Base.Track>
    </Base.Root>
  );
}
