import { createContext, useContext, useId, type ReactNode } from 'react';
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

interface ControlAttributes {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  disabled?: boolean;
}

const ControlContext = createContext<ControlAttributes | null>(null);

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
  const id = useId();
  const noteId = `${id}-note`;
  const control: ControlAttributes = {
    id,
    'aria-describedby': error || hint ? noteId : undefined,
    'aria-invalid': error ? true : undefined,
    disabled: isDisabled,
  };
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className={isLabelHidden ? 'sr-only' : 'flex items-baseline justify-between gap-3'}>
        <label htmlFor={id} className="text-small font-medium text-muted">
          {label}
          {isOptional && <span className="ml-1.5 font-normal text-subtle">{t('optional')}</span>}
        </label>
        {aside && <span className="text-small text-subtle tabular-nums">{aside}</span>}
      </div>
      <ControlContext value={control}>{children}</ControlContext>
      {error ? (
        <p id={noteId} role="alert" className="text-small text-danger">
          {error}
        </p>
      ) : (
        hint && (
          <p id={noteId} className="text-small text-subtle">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

/** What ties a control to the label and notes of the field around it. */
export function useControl(): ControlAttributes {
  const control = useContext(ControlContext);
  if (!control) throw new Error('A control must stand inside a Field.');
  return control;
}

/** The shared look of everything one types into. */
export const inputStyle =
  'w-full min-w-0 rounded-control bg-field text-base text-ink shadow-[inset_0_0_0_1px_var(--line-strong)] outline-none transition-shadow hover:shadow-[inset_0_0_0_1px_var(--line-control)] focus:shadow-[inset_0_0_0_1.5px_var(--ring)] focus-visible:outline-none aria-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)] disabled:opacity-50 coarse:text-lead';
