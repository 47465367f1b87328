import type { Job } from '#web/data/jobs.ts';
import { modelsFor, type Catalog, type Model, type Operation } from '#web/data/catalog-lookup.ts';

export type Value = string | number | boolean;
export type Values = Readonly<Record<string, Value>>;
export interface DraftInput {
  name: string;
  assetId: string;
}

/** What the person is about to ask for. Values outlive a change of model, so that a prompt is never typed twice. */
export interface Draft {
  operationId: string;
  modelId: string;
  values: Values;
  inputs: readonly DraftInput[];
}

export type DraftChange =
  | { type: 'operation'; operationId: string; modelId: string }
  | { type: 'model'; modelId: string }
  | { type: 'value'; name: string; value: Value | null }
  | { type: 'input.add'; input: DraftInput; maximum: number }
  | { type: 'input.remove'; input: DraftInput }
  | { type: 'replace'; draft: Draft };

export function changeDraft(draft: Draft, change: DraftChange): Draft {
  switch (change.type) {
    case 'operation':
      return { ...draft, operationId: change.operationId, modelId: change.modelId };
    case 'model':
      return { ...draft, modelId: change.modelId };
    case 'value': {
      const { [change.name]: _, ...rest } = draft.values;
      return {
        ...draft,
        values: change.value === null || change.value === '' ? rest : { ...rest, [change.name]: change.value },
      };
    }
    case 'input.add': {
      const others = draft.inputs.filter((input) => input.name !== change.input.name);
      const mine = draft.inputs.filter(
        (input) => input.name === change.input.name && input.assetId !== change.input.assetId,
      );
      // A full slot gives up its oldest, so that dropping a new picture just replaces it.
      return { ...draft, inputs: [...others, ...[...mine, change.input].slice(-change.maximum)] };
    }
    case 'input.remove':
      return {
        ...draft,
        inputs: draft.inputs.filter(
          (input) => input.name !== change.input.name || input.assetId !== change.input.assetId,
        ),
      };
    case 'replace':
      return change.draft;
  }
}

export function firstDraft(catalog: Catalog): Draft | null {
  const operation = catalog.operations.find((one) => modelsFor(catalog, one.id).length > 0);
  const model = operation && modelsFor(catalog, operation.id)[0];
  return operation && model ? { operationId: operation.id, modelId: model.id, values: {}, inputs: [] } : null;
}

/** The same request as a past job's; a variation leaves its seed to chance. */
export function draftFromJob(
  job: Pick<Job, 'operation' | 'model' | 'parameters' | 'inputs'>,
  { isVariation = false } = {},
): Draft {
  const { seed, ...others } = job.parameters;
  return {
    operationId: job.operation,
    modelId: job.model,
    values: isVariation || seed === undefined ? others : { ...others, seed },
    inputs: job.inputs.map(({ name, assetId }) => ({ name, assetId })),
  };
}

/** Operation and model of a draft, when the catalog still has them. */
export function resolveDraft(catalog: Catalog, draft: Draft): { operation: Operation; model: Model } | null {
  const operation = catalog.operations.find((one) => one.id === draft.operationId);
  const model =
    operation &&
    (modelsFor(catalog, operation.id).find((one) => one.id === draft.modelId) ?? modelsFor(catalog, operation.id)[0]);
  return operation && model ? { operation, model } : null;
}
