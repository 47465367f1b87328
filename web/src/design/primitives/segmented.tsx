import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ReactNode } from 'react';
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
  /** Shows only the icons; the labels are read aloud. */
  isIconOnly?: boolean;
  isWide?: boolean;
}

/** One of a few, all in view. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  isIconOnly,
  isWide,
}: SegmentedProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={cx('inline-flex items-center gap-0.5 rounded-control bg-hover p-0.5', isWide && 'flex w-full')}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          aria-label={option.label}
          title={isIconOnly ? option.label : undefined}
          className={cx(
            'flex h-7 select-none items-center whitespace-nowrap justify-center gap-1.5 rounded-[6px] text-small font-medium text-muted transition-[background-color,color,box-shadow] hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-[0_0_0_1px_var(--line),var(--shadow-control)] coarse:h-10',
            isIconOnly ? 'w-8' : 'px-2.5',
            isWide && 'flex-1',
          )}
        >
          {option.icon}
          {!isIconOnly && option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
