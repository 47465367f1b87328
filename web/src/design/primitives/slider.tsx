import { useId, type ReactNode } from 'react';

export interface SliderProps {
  label: string;
  value: number;
  min: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
  /** Shows the value; plain number when left out. */
  format?: (value: number) => ReactNode;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
}

/** A value between two ends, by hand or with the arrow keys. The browser's own range, in our clothes. */
export function Slider({ label, value, min, max, step = 1, onChange, format, isLabelHidden, isDisabled }: SliderProps) {
  const id = useId();
  const percent = max > min ? ((value - min) / (max - min)) * 100 : 0;
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      {!isLabelHidden && (
        <div className="flex items-baseline justify-between gap-3">
          <label htmlFor={id} className="text-small font-medium text-muted">
            {label}
          </label>
          <output htmlFor={id} className="text-small text-ink">
            {format ? format(value) : value}
          </output>
        </div>
      )}
      <input
        id={id}
        type="range"
        aria-label={isLabelHidden ? label : undefined}
        {...{ min, max, step, value }}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        style={{ '--filled': `${percent}%` }}
        className="slider"
      />
    </div>
  );
}
