import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';

export interface ErrorStateProps {
  /** What happened, in one sentence. */
  title: string;
  /** Whether money was taken; always said when the deed had a price. */
  money?: ReactNode;
  /** What to do now. */
  advice?: ReactNode;
  action?: ReactNode;
  /** To quote when asking for help. */
  requestId?: string;
  /** `inline` sits among other content, `page` stands alone. */
  layout?: 'inline' | 'page';
}

export function ErrorState({ title, money, advice, action, requestId, layout = 'inline' }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cx(
        layout === 'page'
          ? 'mx-auto flex max-w-md flex-col items-center px-6 py-20 text-center'
          : 'flex items-start gap-3 rounded-card bg-danger-wash px-4 py-3',
      )}
    >
      <TriangleAlert
        size={layout === 'page' ? 22 : 16}
        className={cx('shrink-0 text-danger', layout === 'page' ? 'mb-4' : 'mt-0.5')}
        aria-hidden="true"
      />
      <div className="min-w-0 flex-1">
        <p className={cx('font-semibold', layout === 'page' ? 'text-lead' : 'text-base')}>{title}</p>
        {advice && <p className={cx('mt-0.5 text-muted', layout === 'page' ? 'text-body' : 'text-base')}>{advice}</p>}
        {money && <p className="mt-1 text-base font-medium">{money}</p>}
        {action && (
          <div className={cx('mt-3 flex flex-wrap gap-2', layout === 'page' && 'justify-center')}>{action}</div>
        )}
        {requestId && <p className="mt-3 select-all font-mono text-micro text-subtle">{requestId}</p>}
      </div>
    </div>
  );
}
