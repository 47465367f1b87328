import type { ErrorComponentProps } from '@tanstack/react-router';
import { failureOf, type Failure } from '#web/data/failure.ts';
import { ErrorState } from '#web/design/patterns/error-state.tsx';
import { Button } from '#web/design/primitives/button.tsx';
import { t } from './messages/index.ts';

/** The last net: a fault in a screen leaves the shell and its queue in place. */
export function Fault({ error }: ErrorComponentProps) {
  const failure = failureOf(error);
  return (
    <ErrorState
      layout="page"
      title={failure.code === 'internal' ? t('fault.title') : failure.message}
      advice={failure.code === 'internal' ? t('fault.detail') : failure.remedy}
      requestId={failure.requestId ?? undefined}
      action={
        <>
          <Button variant="primary" onClick={() => location.reload()}>
            {t('fault.reload')}
          </Button>
          <Button onClick={() => void navigator.clipboard.writeText(reportOf(failure))}>{t('fault.copy')}</Button>
        </>
      }
    />
  );
}

/** What helps whoever runs the installation; no content, no secrets. */
function reportOf({ code, message, requestId }: Failure): string {
  return [code, message, requestId, location.pathname, new Date().toISOString(), navigator.userAgent]
    .filter(Boolean)
    .join('\n');
}
