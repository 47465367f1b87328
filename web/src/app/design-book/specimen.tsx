import type { ReactNode } from 'react';

/** One part of the book: its name, then the part itself. */
export function Specimen({ name, children, isWide }: { name: string; children: ReactNode; isWide?: boolean }) {
  return (
    <div className={isWide ? 'col-span-full min-w-0' : 'min-w-0'}>
      <h3 className="mb-3 text-small font-medium text-subtle">{name}</h3>
      <div className="flex flex-col gap-3">{children}</div>
    </div>
  );
}

export function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}
