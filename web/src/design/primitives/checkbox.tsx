import { Check, Minus } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

export interface CheckboxProps {
  label: ReactNode;
  isLabelHidden?: boolean;
  isChecked: boolean;
  /** Some but not all of what it stands for. */
  isPartial?: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
}

export function Checkbox({ label, isLabelHidden, isChecked, isPartial = false, onChange, isDisabled }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Partial is a property that HTML has no attribute for.
    if (box.current) box.current.indeterminate = isPartial;
  }, [isPartial]);
  return (
    <label className="flex min-h-6 items-center gap-2.5 text-base coarse:min-h-11">
      <span className="relative size-4 shrink-0">
        <input
          ref={box}
          type="checkbox"
          checked={isChecked}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 appearance-none rounded-tick bg-field shadow-[inset_0_0_0_1.25px_var(--line-control)] transition-colors checked:bg-ink checked:shadow-none indeterminate:bg-ink indeterminate:shadow-none disabled:opacity-45"
        />
        <span
          className="pointer-events-none absolute inset-0 hidden items-center justify-center text-on-ink peer-checked:flex peer-indeterminate:flex"
          aria-hidden="true"
        >
          {isPartial ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
        </span>
      </span>
      <span className={isLabelHidden ? 'sr-only' : undefined}>{label}</span>
    </label>
  );
}
