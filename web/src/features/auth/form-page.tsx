import type { FormEvent, ReactNode } from 'react';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { failureOf } from '#web/data/failure.ts';

export interface FormPageProps {
  title: string;
  lead?: ReactNode;
  children: ReactNode;
  action: string;
  isBusy: boolean;
  error: unknown;
  onSubmit: () => void;
  footer?: ReactNode;
}

/** One short form: heading, fields, the one button, and what went wrong right above it. */
export function FormPage({ title, lead, children, action, isBusy, error, onSubmit, footer }: FormPageProps) {
  const failure = error ? failureOf(error) : null;
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <div className="animate-arrive">
      <h1 className="text-display font-semibold max-sm:text-heading">{title}</h1>
      {lead && <p className="mt-3 text-body text-muted">{lead}</p>}
      <form noValidate onSubmit={submit} className="mt-8 flex flex-col gap-4">
        {children}
        {failure && <ErrorState title={failure.message} advice={failure.remedy} />}
        <Button type="submit" variant="primary" size="large" isWide isBusy={isBusy} className="mt-2">
          {action}
        </Button>
      </form>
      {footer && <div className="mt-6 text-base text-muted">{footer}</div>}
    </div>
  );
}

export const linkStyle =
  'rounded-tick font-medium text-ink underline decoration-line-strong underline-offset-4 transition-colors hover:decoration-current';
