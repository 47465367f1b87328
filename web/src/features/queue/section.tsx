import type { ReactNode } from 'react';

export function Section({
  title,
  count,
  action,
  children,
}: {
  title: string;
  count?: number;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <header className="flex h-8 items-center justify-between gap-2 px-2">
        <h3 className="text-small font-medium text-subtle">
          {title}
          {count !== undefined && <span className="ml-1.5 tabular-nums">{count}</span>}
        </h3>
        {action}
      </header>
      <ul className="flex flex-col">{children}</ul>
    </section>
  );
}
