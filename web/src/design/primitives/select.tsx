import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { Field, inputStyle, useControl, type FieldFrameProps } from './field.tsx';

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A second, quieter line. */
  detail?: ReactNode;
  icon?: ReactNode;
  isDisabled?: boolean;
}

export interface SelectProps<Value extends string> extends FieldFrameProps {
  value: Value | null;
  options: ReadonlyArray<SelectOption<Value>>;
  onChange: (value: Value) => void;
  placeholder?: string;
  /** `quiet` is a label that opens, for toolbars. */
  look?: 'boxed' | 'quiet';
}

export function Select<Value extends string>({
  label,
  isLabelHidden,
  hint,
  error,
  isOptional,
  isDisabled,
  aside,
  ...rest
}: SelectProps<Value>) {
  return (
    <Field {...{ label, isLabelHidden, hint, error, isOptional, isDisabled, aside }}>
      <Chooser {...rest} />
    </Field>
  );
}

function Chooser<Value extends string>({
  value,
  options,
  onChange,
  placeholder,
  look = 'boxed',
}: Omit<SelectProps<Value>, keyof FieldFrameProps>) {
  const control = useControl();
  const chosen = options.find((option) => option.value === value);
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(next) => next !== null && onChange(next as Value)}
      disabled={control.disabled}
    >
      <Base.Trigger
        id={control.id}
        aria-describedby={control['aria-describedby']}
        className={cx(
          'flex select-none items-center gap-2 text-left',
          look === 'boxed'
            ? cx(
                inputStyle,
                'h-8 px-2.5 focus-visible:shadow-[inset_0_0_0_1.5px_var(--ring)] data-popup-open:shadow-[inset_0_0_0_1.5px_var(--ring)] coarse:h-11',
              )
            : 'h-8 rounded-control px-2 text-base font-medium text-muted transition-colors hover:bg-hover hover:text-ink data-popup-open:bg-selected data-popup-open:text-ink coarse:h-11',
        )}
      >
        {chosen?.icon}
        <span className="min-w-0 flex-1 truncate">
          <Base.Value placeholder={placeholder} />
        </span>
        <Base.Icon className="text-subtle">
          <ChevronsUpDown size={13} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} alignItemWithTrigger={false} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup className="floating scroll-quiet max-h-(--available-height) min-w-(--anchor-width) max-w-80 overflow-y-auto p-1">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.isDisabled}
                  className="menu-row pr-2"
                >
                  {option.icon}
                  <span className="min-w-0 flex-1">
                    <Base.ItemText className="block truncate">{option.label}</Base.ItemText>
                    {option.detail && <span className="block text-small text-subtle">{option.detail}</span>}
                  </span>
                  <Base.ItemIndicator>
                    <Check size={14} />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
