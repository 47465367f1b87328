import { Link } from '@tanstack/react-router';
import { Frame } from 'lucide-react';
import { EmptyState } from '#web/design/patterns/empty-state.tsx';
import { buttonStyle } from '#web/design/primitives/button-style.ts';
import { t } from './messages/index.ts';

export function NotFound() {
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        title={t('notFound.title')}
        icon={<Frame size={22} strokeWidth={1.5} />}
        action={
          <Link to="/" className={buttonStyle({ variant: 'primary' })}>
            {t('notFound.action')}
          </Link>
        }
      >
        {t('notFound.detail')}
      </EmptyState>
    </div>
  );
}
