import { findOperation } from '#contract/operations/registry.ts';
import type { Operation } from '#contract/operations/operation.ts';
import { AtelierError } from '#contract/errors.ts';
import type { ModelDescriptor, ModelProvider } from '#adapters/models/spec.ts';
import type { Ports } from '../slice.ts';

export interface FoundModel {
  model: ModelDescriptor;
  provider: ModelProvider;
  operation: Operation;
}

/** The model that is to carry out the operation, or a refusal that says what is wrong. */
export function findModel(ports: Ports, request: { operation: string; model: string }): FoundModel {
  const operation = findOperation(request.operation);
  if (!operation) throw unknown('operation', request.operation);
  const provider = ports.models.providers.get(request.model.split('/')[0] ?? '');
  const model = provider?.models.find((candidate) => candidate.id === request.model);
  if (!provider || !model || model.status === 'retired') throw unknown('model', request.model);
  if (!model.operations.includes(operation.id)) {
    throw new AtelierError('invalid_input', `${model.title} cannot do “${operation.title}”.`, {
      thing: 'model',
      limit: model.operations.join(', '),
      remedy: 'Choose a model that lists this operation in the catalog.',
    });
  }
  return { model, provider, operation };
}

function unknown(thing: string, id: string): AtelierError {
  return new AtelierError('not_found', `There is no ${thing} “${id.slice(0, 100)}” here.`, {
    thing,
    remedy: 'See GET /api/catalog for what this installation offers.',
  });
}
