import type { ReactNode } from 'react';
import { CornerMarks } from './corner-marks.tsx';

export interface EmptyStateProps {
  title: string;
  /** Teaches one thing. */
  children?: ReactNode;
  /** Offers one thing. */
  action?: ReactNode;
  icon?: ReactNode;
}

export function EmptyState({ title, children, action, icon }: EmptyStateProps) {
  return (
    <div className="flex animate-arrive flex-col items-center px-6 py-16 text-center">
      {icon && (
        <div className="relative mb-5 flex h-16 w-22 items-center justify-center text-subtle">
          <CornerMarks inset={0} arm={11} />
          {icon}
        </div>
      )}
      <h2 className="text-lead font-semibold">{title}</h2>
      {children && <p className="mt-1.5 max-w-[44ch] text-body text-muted">{children}</p>}
      {action && <div className="mt-6">{action}</div>}
    </div>
  );
}
