import { useId, type ReactNode } from 'react';
import { cx } from '../class-names.ts';

export interface SegmentedOption<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
}

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: ReadonlyArray<SegmentedOption<Value>>;
  onChange: (value: Value) => void;
  isWide?: boolean;
}

/** One of a few, all in view. Real radio buttons underneath, so the arrow keys work as everywhere. */
export function Segmented<Value extends string>({ label, value, options, onChange, isWide }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx('items-center gap-0.5 rounded-control bg-hover p-0.5', isWide ? 'flex w-full' : 'inline-flex')}
    >
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            'relative flex h-7 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-[6px] px-2.5 text-small font-medium text-muted transition-[background-color,color,box-shadow] hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-[0_0_0_1px_var(--line),var(--shadow-control)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring coarse:h-10',
            isWide && 'flex-1',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 size-full opacity-0"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </div>
  );
}
