import { Slider as Base } from '@base-ui/react/slider';
import type { ReactNode } from 'react';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
  /** Called when the hand lifts. */
  onCommit?: (value: number) => void;
  /** Shows the value; plain number when left out. */
  format?: (value: number) => ReactNode;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
}

export function Slider({
  label,
  value,
  min,
  max,
  step = 1,
  onChange,
  onCommit,
  format,
  isLabelHidden,
  isDisabled,
}: SliderProps) {
  return (
    <Base.Root
      value={value}
      min={min}
      max={max}
      step={step}
      disabled={isDisabled}
      onValueChange={(next) => onChange(Number(next))}
      onValueCommitted={onCommit ? (next) => onCommit(Number(next)) : undefined}
      thumbAlignment="edge"
      className="flex min-w-0 flex-col gap-0.5"
    >
      {!isLabelHidden && (
        <div className="flex items-baseline justify-between gap-3">
          <Base.Label className="text-small font-medium text-muted">{label}</Base.Label>
          <output className="text-small text-ink">{format ? format(value) : value}</output>
        </div>
      )}
      <Base.Control className="group flex h-6 touch-none select-none items-center data-disabled:opacity-45 coarse:h-11">
        <Base.Track className="h-1 w-full rounded-full bg-line-strong">
          <Base.Indicator className="rounded-full bg-ink" />
          <Base.Thumb
            aria-label={isLabelHidden ? label : undefined}
            className="size-3.5 rounded-full bg-white shadow-[0_0_0_1px_oklch(0_0_0/0.28),0_1px_3px_oklch(0_0_0/0.3)] transition-[scale] group-hover:scale-110 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring data-dragging:scale-115"
          />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
