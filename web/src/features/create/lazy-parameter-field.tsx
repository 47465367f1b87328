import { lazy, Suspense } from 'react';
import { Skeleton } from '#web/design/primitives/skeleton.tsx';
import type { ParameterFieldProps } from './parameter-field.tsx';

const ParameterField = lazy(async () => ({ default: (await import('./parameter-field.tsx')).ParameterField }));

/** The controls of a form are many; they come when the first of them is on show. */
export function LazyParameterField(props: ParameterFieldProps) {
  return (
    <Suspense fallback={<Skeleton className="h-13 rounded-control" />}>
      <ParameterField {...props} />
    </Suspense>
  );
}
