import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { buttonStyle, type ButtonSize, type ButtonVariant } from './button-style.ts';
import { Kbd } from './kbd.tsx';
import { Spinner } from './spinner.tsx';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  isWide?: boolean;
  icon?: ReactNode;
  /** What the click will cost, shown before it happens. */
  price?: ReactNode;
  /** The keys that do the same. */
  keys?: string;
  /** Work has begun: the label stays, a ring shows, further clicks do nothing. */
  isBusy?: boolean;
}

export function Button({
  variant,
  size,
  isWide,
  icon,
  price,
  keys,
  isBusy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      aria-busy={isBusy || undefined}
      aria-keyshortcuts={keys?.replace('Mod', 'Control')}
      className={cx(buttonStyle({ variant, size, isWide }), className)}
    >
      {isBusy ? <Spinner /> : icon}
      <span className="truncate">{children}</span>
      {price !== undefined && (
        <span className="-mr-1 flex items-center gap-1 border-l border-current/20 pl-2.5 font-medium tabular-nums">
          {price}
        </span>
      )}
      {keys && (
        <span className="-mr-1.5 hidden md:inline-flex">
          <Kbd keys={keys} tone={variant === 'primary' ? 'inherit' : 'plain'} />
        </span>
      )}
    </button>
  );
}
