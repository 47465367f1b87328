import type { JobRequest } from '#contract/api/jobs.ts';
import type { Model, Operation, Parameter } from '#web/data/catalog-lookup.ts';
import type { Draft, Value } from './draft.ts';
import { t } from './messages.ts';

/** The value a field shows: what was chosen, else the model's default. Null is "left to the model". */
export function valueOf(parameter: Parameter, draft: Pick<Draft, 'values'>): Value | null {
  const chosen = draft.values[parameter.name] ?? parameter.default ?? null;
  if (chosen === null) return null;
  // A value kept from another model must fit this one's list.
  if (parameter.choices && !parameter.choices.some((choice) => choice.value === chosen))
    return parameter.default ?? null;
  return typeof chosen === expectedType(parameter) ? chosen : (parameter.default ?? null);
}

/** What is sent: only what this model knows, without what was left empty. */
export function requestFrom({
  operation,
  model,
  draft,
}: {
  operation: Operation;
  model: Model;
  draft: Draft;
}): JobRequest {
  const entries = model.parameters.map((parameter) => [parameter.name, valueOf(parameter, draft)] as const);
  const slots = new Set(model.inputs.map((slot) => slot.name));
  return {
    operation: operation.id,
    model: model.id,
    parameters: Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== null)),
    inputs: draft.inputs.filter((input) => slots.has(input.name)).map(({ name, assetId }) => ({ name, assetId })),
  };
}

/** The first thing that stands in the way of running it, in words; null when nothing does. */
export function whatIsMissing(request: JobRequest, model: Model): string | null {
  for (const slot of model.inputs) {
    if (request.inputs.filter((input) => input.name === slot.name).length < slot.minimum)
      return t('missing.input', { title: slot.title });
  }
  for (const parameter of model.parameters) {
    const problem = problemOf(parameter, request.parameters[parameter.name] ?? null);
    if (problem) return problem;
  }
  return null;
}

function problemOf(parameter: Parameter, value: Value | null): string | null {
  const { title, minimum, maximum, maxLength } = parameter;
  if (value === null || (typeof value === 'string' && !value.trim()))
    return parameter.required ? t('missing.required', { title }) : null;
  if (typeof value === 'string' && maxLength !== undefined && value.length > maxLength)
    return t('tooLong', { title, maximum: maxLength, length: value.length });
  if (
    typeof value === 'number' &&
    ((minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum))
  ) {
    return t('outOfRange', { title, minimum: minimum ?? '−∞', maximum: maximum ?? '∞' });
  }
  return null;
}

/**
 * The price by the model's published rule, shown while one types; the binding quote is asked for at the click and must not
 * be higher. Null when the price is unknown.
 */
export function estimateCredits(model: Model, request: Pick<JobRequest, 'parameters'>): number | null {
  if (model.price === 'unknown') return null;
  const { creditsPerOutput, countParameter, multipliers = {} } = model.price;
  const count = countParameter ? Number(request.parameters[countParameter] ?? 1) : 1;
  const factor = Object.entries(multipliers).reduce(
    (product, [name, byValue]) => product * (byValue[String(request.parameters[name])] ?? 1),
    1,
  );
  return Math.ceil(creditsPerOutput * count * factor);
}

function expectedType(parameter: Parameter): 'string' | 'number' | 'boolean' {
  if (parameter.kind === 'boolean') return 'boolean';
  return ['integer', 'number', 'seed'].includes(parameter.kind) ? 'number' : 'string';
}
