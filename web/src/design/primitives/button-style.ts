import { cx } from '../class-names.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    'bg-accent text-on-accent font-semibold shadow-[inset_0_1px_0_oklch(1_0_0/0.28),inset_0_-1px_0_oklch(0.4_0.1_50/0.22),0_1px_2px_oklch(0.3_0.08_50/0.25)] not-disabled:hover:bg-accent-hover not-disabled:active:bg-accent-pressed not-disabled:active:shadow-none',
  secondary:
    'bg-raised text-ink font-medium shadow-[0_0_0_1px_var(--line-strong),var(--shadow-control),inset_0_1px_0_var(--glint)] not-disabled:hover:shadow-[0_0_0_1px_var(--line-control),var(--shadow-control)] not-disabled:active:bg-sunken aria-expanded:bg-sunken',
  ghost:
    'text-muted font-medium not-disabled:hover:bg-hover not-disabled:hover:text-ink not-disabled:active:bg-pressed aria-expanded:bg-selected aria-expanded:text-ink aria-pressed:bg-selected aria-pressed:text-ink',
  danger:
    'bg-danger-wash text-danger font-medium not-disabled:hover:bg-danger-wash not-disabled:hover:shadow-[inset_0_0_0_1px_var(--danger)] not-disabled:active:opacity-85',
};

const SIZES: Record<ButtonSize, string> = {
  small: 'h-7 px-2.5 gap-1.5 text-small coarse:h-9',
  medium: 'h-8 px-3 gap-2 text-base coarse:h-11 coarse:px-4',
  large: 'h-11 px-5 gap-2.5 text-body rounded-card',
};

/** The look of a button, for real buttons and for links that act as the next step. */
export function buttonStyle({
  variant = 'secondary',
  size = 'medium',
  isWide = false,
}: { variant?: ButtonVariant; size?: ButtonSize; isWide?: boolean } = {}): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap transition-[background-color,box-shadow,color,opacity] disabled:opacity-45 aria-disabled:opacity-45',
    size === 'large' ? '' : 'rounded-control',
    VARIANTS[variant],
    SIZES[size],
    isWide && 'w-full',
  );
}
