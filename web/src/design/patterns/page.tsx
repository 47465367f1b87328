import type { ReactNode } from 'react';
import { cx } from '../class-names.ts';

export interface PageProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  width?: 'text' | 'wide' | 'full';
}

const WIDTHS = { text: 'max-w-[720px]', wide: 'max-w-[1080px]', full: '' };

/** A page of the shell: one heading, its actions, its content. */
export function Page({ title, description, actions, children, width = 'wide' }: PageProps) {
  return (
    <div className={cx('mx-auto w-full px-4 pb-16 pt-6 sm:px-8 sm:pt-8', WIDTHS[width])}>
      <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-heading font-semibold">{title}</h1>
          {description && <p className="mt-1 max-w-[62ch] text-body text-muted">{description}</p>}
        </div>
        {actions && <div className="flex items-center gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  );
}
