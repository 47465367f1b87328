import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** Says what it does, aloud and in the tooltip. */
  label: string;
  keys?: string;
  icon: ReactNode;
  size?: 'small' | 'medium' | 'large';
  /** `onMedia` sits on pictures and keeps its contrast there. */
  tone?: 'plain' | 'onMedia' | 'outlined';
  tooltipSide?: 'top' | 'bottom' | 'left' | 'right';
}

const SIZES = { small: 'size-7 coarse:size-9', medium: 'size-8 coarse:size-11', large: 'size-10 coarse:size-11' };
const TONES = {
  plain:
    'text-muted not-disabled:hover:bg-hover not-disabled:hover:text-ink not-disabled:active:bg-pressed aria-pressed:bg-selected aria-pressed:text-ink aria-expanded:bg-selected aria-expanded:text-ink',
  outlined:
    'bg-raised text-muted shadow-[0_0_0_1px_var(--line-strong),var(--shadow-control)] not-disabled:hover:text-ink not-disabled:active:bg-sunken',
  onMedia:
    'bg-black/55 text-white backdrop-blur-md not-disabled:hover:bg-black/75 not-disabled:active:bg-black/85 aria-pressed:bg-white aria-pressed:text-black',
};

export function IconButton({
  label,
  keys,
  icon,
  size = 'medium',
  tone = 'plain',
  tooltipSide,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys} side={tooltipSide}>
      <button
        type="button"
        aria-label={label}
        aria-keyshortcuts={keys?.replace('Mod', 'Control')}
        {...rest}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-control transition-[background-color,color,box-shadow] disabled:opacity-40',
          SIZES[size],
          TONES[tone],
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
