import { NumberField as Base } from '@base-ui/react/number-field';
import { Minus, Plus } from 'lucide-react';
import { cx } from '../class-names.ts';
import { formatLocale } from '../words/locale.ts';
import { t } from '../words/messages.ts';
import { Field, inputStyle, useControl, type FieldFrameProps } from './field.tsx';

export interface NumberFieldProps extends FieldFrameProps {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  placeholder?: string;
}

/** A number to type, step with the arrow keys, or nudge with the buttons. Empty means null. */
export function NumberField({
  label,
  isLabelHidden,
  hint,
  error,
  isOptional,
  isDisabled,
  aside,
  ...rest
}: NumberFieldProps) {
  return (
    <Field {...{ label, isLabelHidden, hint, error, isOptional, isDisabled, aside }}>
      <Stepper {...rest} />
    </Field>
  );
}

function Stepper({ value, onChange, min, max, step = 1, placeholder }: Omit<NumberFieldProps, keyof FieldFrameProps>) {
  const control = useControl();
  const stepStyle =
    'flex w-7 items-center justify-center text-subtle transition-colors hover:text-ink data-disabled:opacity-35 coarse:w-11';
  return (
    <Base.Root
      value={value}
      onValueChange={onChange}
      min={min}
      max={max}
      step={step}
      id={control.id}
      disabled={control.disabled}
      locale={formatLocale()}
      format={{ useGrouping: false }}
    >
      <Base.Group
        className={cx(inputStyle, 'flex h-8 focus-within:shadow-[inset_0_0_0_1.5px_var(--ring)] coarse:h-11')}
      >
        <Base.Decrement aria-label={t('decrease')} className={stepStyle}>
          <Minus size={13} />
        </Base.Decrement>
        <Base.Input
          aria-describedby={control['aria-describedby']}
          placeholder={placeholder}
          className="w-full min-w-0 flex-1 bg-transparent text-center tabular-nums outline-none focus-visible:outline-none"
        />
        <Base.Increment aria-label={t('increase')} className={stepStyle}>
          <Plus size={13} />
        </Base.Increment>
      </Base.Group>
    </Base.Root>
  );
}
