import { Checkbox as Base } from '@base-ui/react/checkbox';
import { Check, Minus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';

export interface CheckboxProps {
  label: ReactNode;
  isLabelHidden?: boolean;
  isChecked: boolean;
  /** Some but not all of what it stands for. */
  isPartial?: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
}

export function Checkbox({ label, isLabelHidden, isChecked, isPartial, onChange, isDisabled }: CheckboxProps) {
  return (
    <label className="flex min-h-6 items-center gap-2.5 text-base coarse:min-h-11">
      <Base.Root
        checked={isChecked}
        indeterminate={isPartial}
        onCheckedChange={onChange}
        disabled={isDisabled}
        className="flex size-4 shrink-0 items-center justify-center rounded-tick bg-field text-on-ink shadow-[inset_0_0_0_1.25px_var(--line-control)] transition-colors data-checked:bg-ink data-checked:shadow-none data-indeterminate:bg-ink data-indeterminate:shadow-none data-disabled:opacity-45"
      >
        <Base.Indicator className="flex">
          {isPartial ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
        </Base.Indicator>
      </Base.Root>
      <span className={cx(isLabelHidden && 'sr-only')}>{label}</span>
    </label>
  );
}
