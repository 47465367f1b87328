import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';

export interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  /** At the end of the header. */
  actions?: ReactNode;
  children?: ReactNode;
  /** The body reaches the edges, for tables and lists. */
  isFlush?: boolean;
  className?: string;
}

/** One matter on the page, raised a little from it. */
export function Card({ title, description, actions, children, isFlush, className }: CardProps) {
  return (
    <section
      className={cx(
        'overflow-hidden rounded-panel bg-surface shadow-[0_0_0_1px_var(--line),inset_0_1px_0_var(--glint)]',
        className,
      )}
    >
      {title && (
        <header className={cx('flex items-start justify-between gap-4 px-5 pt-4', isFlush && 'pb-3')}>
          <div className="min-w-0">
            <h2 className="text-body font-semibold">{title}</h2>
            {description && <p className="mt-0.5 max-w-[60ch] text-base text-muted">{description}</p>}
          </div>
          {actions && <div className="flex shrink-0 items-center gap-1">{actions}</div>}
        </header>
      )}
      <div className={isFlush ? undefined : 'px-5 py-4'}>{children}</div>
    </section>
  );
}
