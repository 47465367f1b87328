import type { ComponentProps } from 'react';
import { cx } from '../class-names.ts';
import { Field, inputStyle, useControl, type FieldFrameProps } from './field.tsx';

interface AreaProps extends Omit<ComponentProps<'textarea'>, 'rows'> {
  minRows?: number;
  maxRows?: number;
  /** `bare` draws no box: the surroundings are the box, as in the prompt. */
  look?: 'boxed' | 'bare';
}

export interface TextAreaProps extends FieldFrameProps, AreaProps {}

/** Grows with its text between two heights, then scrolls. */
export function TextArea({ label, isLabelHidden, hint, error, isOptional, isDisabled, aside, ...rest }: TextAreaProps) {
  return (
    <Field {...{ label, isLabelHidden, hint, error, isOptional, isDisabled, aside }}>
      <Area {...rest} />
    </Field>
  );
}

function Area({ minRows = 3, maxRows = 12, look = 'boxed', className, style, ...rest }: AreaProps) {
  const control = useControl();
  return (
    <textarea
      rows={minRows}
      {...rest}
      {...control}
      style={{ ...style, minHeight: `calc(${minRows}lh + 16px)`, maxHeight: `calc(${maxRows}lh + 16px)` }}
      className={cx(
        'field-sizing-content resize-none py-2',
        look === 'boxed'
          ? cx(inputStyle, 'px-2.5')
          : 'w-full bg-transparent text-ink outline-none focus-visible:outline-none',
        className,
      )}
    />
  );
}
