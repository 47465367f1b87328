import { Eye, EyeOff } from 'lucide-react';
import { useState, type ComponentProps, type ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { t } from '../words/messages.ts';
import { Field, inputStyle, useControl, type FieldFrameProps } from './field.tsx';
import { IconButton } from './icon-button.tsx';

export interface TextFieldProps extends FieldFrameProps, Omit<ComponentProps<'input'>, 'size'> {
  /** Drawn inside, before the text. */
  leading?: ReactNode;
  size?: 'medium' | 'large';
}

/** One line of text. A password can be looked at. */
export function TextField({
  label,
  isLabelHidden,
  hint,
  error,
  isOptional,
  isDisabled,
  aside,
  leading,
  size = 'medium',
  type = 'text',
  className,
  ...rest
}: TextFieldProps) {
  return (
    <Field {...{ label, isLabelHidden, hint, error, isOptional, isDisabled, aside }}>
      <Input {...rest} {...{ leading, size, type, className }} />
    </Field>
  );
}

type InputProps = Pick<TextFieldProps, 'leading' | 'size' | 'type' | 'className'> &
  Omit<ComponentProps<'input'>, 'size'>;

function Input({ leading, size, type, className, ...rest }: InputProps) {
  const control = useControl();
  const [isShown, setShown] = useState(false);
  const isPassword = type === 'password';
  return (
    <div className="relative">
      {leading && (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-subtle">{leading}</span>
      )}
      <input
        {...rest}
        {...control}
        type={isPassword && isShown ? 'text' : type}
        className={cx(
          inputStyle,
          size === 'large' ? 'h-11 px-3.5 text-body' : 'h-8 px-2.5 coarse:h-11',
          Boolean(leading) && 'pl-8',
          isPassword && 'pr-10',
          className,
        )}
      />
      {isPassword && (
        <span className="absolute inset-y-0 right-1.5 flex items-center">
          <IconButton
            size="small"
            label={isShown ? t('hidePassword') : t('showPassword')}
            aria-pressed={isShown}
            icon={isShown ? <EyeOff size={15} /> : <Eye size={15} />}
            onClick={() => setShown(!isShown)}
          />
        </span>
      )}
    </div>
  );
}
