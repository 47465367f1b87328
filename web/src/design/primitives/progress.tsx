import { useId, type ReactNode } from 'react';

export interface ProgressProps {
  label: string;
  /** 0 to 1, or null while nobody knows: the bar never invents a percentage. */
  fraction: number | null;
  detail?: ReactNode;
  isLabelHidden?: boolean;
}

export function Progress({ label, fraction, detail, isLabelHidden }: ProgressProps) {
  const labelId = useId();
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className={isLabelHidden ? 'sr-only' : 'flex items-baseline justify-between gap-3 text-small'}>
        <span id={labelId} className="truncate font-medium text-muted first-letter:uppercase">
          {label}
        </span>
        <span className="shrink-0 text-subtle tabular-nums">{detail ?? (percent === null ? '' : `${percent} %`)}</span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={labelId}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent ?? undefined}
        className="h-[3px] overflow-hidden rounded-full bg-line-strong"
      >
        {percent === null ? (
          <div className="h-full w-[30%] animate-sweep rounded-full bg-ink" />
        ) : (
          <div
            className="h-full rounded-full bg-ink transition-[width] duration-200 ease-out"
            style={{ width: `${percent}%` }}
          />
        )}
      </div>
    </div>
  );
}
