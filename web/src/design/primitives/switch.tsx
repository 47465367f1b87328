import { Switch as Base } from '@base-ui/react/switch';
import type { ReactNode } from 'react';

export interface SwitchProps {
  label: ReactNode;
  detail?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}

/** A choice that takes effect at once. The whole line is the target. */
export function Switch({ label, detail, isOn, onChange, isDisabled }: SwitchProps) {
  return (
    <label className="flex min-h-8 items-center justify-between gap-4 py-1 coarse:min-h-11">
      <span className="min-w-0">
        <span className="block text-base font-medium">{label}</span>
        {detail && <span className="block text-small text-subtle">{detail}</span>}
      </span>
      <Base.Root
        checked={isOn}
        onCheckedChange={onChange}
        disabled={isDisabled}
        className="relative h-5 w-[34px] shrink-0 rounded-full bg-line-control transition-colors duration-150 data-checked:bg-ink data-disabled:opacity-45"
      >
        <Base.Thumb className="block size-4 translate-x-0.5 rounded-full bg-white shadow-[0_1px_2px_oklch(0_0_0/0.3)] transition-transform duration-150 ease-out data-checked:translate-x-4 data-checked:bg-on-ink" />
      </Base.Root>
    </label>
  );
}
