import { cx } from '../class-names.ts';
import { formatLocale } from '../words/locale.ts';
import { t } from '../words/messages.ts';

export interface CreditsProps {
  /** Whole credits; negative when they leave. */
  amount: number;
  /** Shows a plus before what arrives. */
  isSigned?: boolean;
  className?: string;
}

/** An amount of money: the pot, then tabular figures. Read aloud as "12 credits". */
export function Credits({ amount, isSigned, className }: CreditsProps) {
  return (
    <span className={cx('inline-flex items-center gap-1 whitespace-nowrap tabular-nums', className)}>
      <CreditMark />
      <span aria-hidden="true">{formatCredits(amount, isSigned)}</span>
      <span className="sr-only">{t('credits', { count: amount })}</span>
    </span>
  );
}

/** A pot of paint seen from above. */
export function CreditMark({ size = 11 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" fill="none" aria-hidden="true" className="shrink-0">
      <circle cx="6" cy="6" r="5" stroke="currentColor" strokeWidth="1.4" />
      <circle cx="6" cy="6" r="2.1" fill="currentColor" />
    </svg>
  );
}

export function formatCredits(amount: number, isSigned = false, locale = formatLocale()): string {
  return new Intl.NumberFormat(locale, { signDisplay: isSigned ? 'exceptZero' : 'auto' })
    .format(amount)
    .replace('-', '−');
}
