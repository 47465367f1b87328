import { useId, type ReactNode } from 'react';

export interface SwitchProps {
  label: ReactNode;
  detail?: ReactNode;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
}

/** A choice that takes effect at once. The whole line is the target. */
export function Switch({ label, detail, isOn, onChange, isDisabled }: SwitchProps) {
  const detailId = useId();
  return (
    <label className="flex min-h-8 items-center justify-between gap-4 py-1 coarse:min-h-11">
      <span className="min-w-0">
        <span className="block text-base font-medium">{label}</span>
        {detail && (
          <span id={detailId} className="block text-small text-subtle">
            {detail}
          </span>
        )}
      </span>
      <span className="relative h-5 w-[34px] shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          disabled={isDisabled}
          aria-describedby={detail ? detailId : undefined}
          onChange={(event) => onChange(event.target.checked)}
          className="peer absolute inset-0 appearance-none rounded-full bg-line-control transition-colors duration-150 checked:bg-ink disabled:opacity-45"
        />
        <span className="pointer-events-none absolute left-0.5 top-0.5 size-4 rounded-full bg-white shadow-[0_1px_2px_oklch(0_0_0/0.3)] transition-[translate,background-color] duration-150 ease-out peer-checked:translate-x-3.5 peer-checked:bg-on-ink" />
      </span>
    </label>
  );
}
