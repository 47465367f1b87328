import { operations } from '#contract/operations/registry.ts';
import type { LocalModel, Model } from '#contract/api/catalog.ts';
import type { Operation } from '#contract/operations/operation.ts';
import type { LocalModelSpec } from '#adapters/models/spec.ts';
import type { Ports } from '../slice.ts';

/** Everything this installation can do: operations that at least one model carries out, and those models. */
export function listCatalog(ports: Ports): { operations: Operation[]; models: Model[] } {
  const models = [...ports.models.providers.values()].flatMap((provider) =>
    provider.models
      .filter((model) => model.status !== 'retired')
      .map((model) => ({
        ...model,
        provider: provider.id,
        providerTitle: provider.title,
        demo: model.demo ?? false,
        localModels: (model.localModels ?? []).map((spec) => localModelView(ports, spec)),
      })),
  );
  const offered = new Set(models.flatMap((model) => model.operations));
  return {
    operations: operations.filter((operation) => offered.has(operation.id)).map((operation) => ({ ...operation })),
    models,
  };
}

export function localModelView(ports: Ports, spec: LocalModelSpec): LocalModel {
  const state = ports.models.local.state(spec.id);
  return {
    id: spec.id,
    state: state.state,
    fraction: state.state === 'fetching' ? state.fraction : null,
    sizeBytes: spec.sizeBytes,
    downloadBytes: spec.downloadBytes,
    licence: spec.licence,
    licenceSource: spec.licenceSource,
    origin: spec.origin,
    error: state.state === 'failed' ? state.message : null,
  };
}
