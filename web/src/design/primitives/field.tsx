import { Field as Base } from '@base-ui/react/field';
import type { ReactNode } from 'react';
import { t } from '../words/messages.ts';

export interface FieldFrameProps {
  label: ReactNode;
  /** The label is still read aloud. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong and how to put it right. */
  error?: ReactNode;
  isOptional?: boolean;
  isDisabled?: boolean;
  /** A value or an action at the end of the label's line. */
  aside?: ReactNode;
}

/** Label, control, hint and error in one arrangement; ties them together for assistive technology. */
export function Field({
  label,
  isLabelHidden,
  hint,
  error,
  isOptional,
  isDisabled,
  aside,
  children,
}: FieldFrameProps & { children: ReactNode }) {
  return (
    <Base.Root invalid={Boolean(error)} disabled={isDisabled} className="flex min-w-0 flex-col gap-1.5">
      <div className={isLabelHidden ? 'sr-only' : 'flex items-baseline justify-between gap-3'}>
        <Base.Label className="text-small font-medium text-muted">
          {label}
          {isOptional && <span className="ml-1.5 font-normal text-subtle">{t('optional')}</span>}
        </Base.Label>
        {aside && <span className="text-small text-subtle tabular-nums">{aside}</span>}
      </div>
      {children}
      {error ? (
        <Base.Error match className="text-small text-danger">
          {error}
        </Base.Error>
      ) : (
        hint && <Base.Description className="text-small text-subtle">{hint}</Base.Description>
      )}
    </Base.Root>
  );
}

/** The shared look of everything one types into. */
export const inputStyle =
  'w-full min-w-0 rounded-control bg-field text-base text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] outline-none transition-shadow hover:shadow-[inset_0_0_0_1px_var(--line-control)] focus:shadow-[inset_0_0_0_1.5px_var(--ring)] focus-visible:outline-none data-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)] disabled:opacity-50 coarse:text-lead';
