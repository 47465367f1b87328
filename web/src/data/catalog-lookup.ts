import type { LocalModel, Model } from '#contract/api/catalog.ts';
import type { InputSlot, Operation, Parameter } from '#contract/operations/operation.ts';

export type { InputSlot, LocalModel, Model, Operation, Parameter };

export interface Catalog {
  operations: Operation[];
  models: Model[];
}

export function modelsFor(catalog: Catalog, operationId: string): Model[] {
  return catalog.models.filter((model) => model.status !== 'retired' && model.operations.includes(operationId));
}

/** Titles for ids that come with jobs and lineage; an id that has left the catalog speaks for itself. */
export function titlesOf(
  catalog: Catalog | undefined,
  { operation, model }: { operation: string; model: string },
): { operation: string; model: string } {
  return {
    operation: catalog?.operations.find((one) => one.id === operation)?.title ?? operation,
    model: catalog?.models.find((one) => one.id === model)?.title ?? model,
  };
}
