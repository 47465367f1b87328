import { AtelierError } from '#contract/errors.ts';
import type { ParameterValues } from '#contract/media.ts';
import type { ModelDescriptor, ParameterSpec } from '#adapters/models/spec.ts';

type Value = ParameterValues[string];

/** Checks given values against the model's form and fills in defaults. Unknown names are refused, never ignored. */
export function readParameters(model: ModelDescriptor, given: ParameterValues): ParameterValues {
  const known = new Map(model.parameters.map((parameter) => [parameter.name, parameter]));
  for (const name of Object.keys(given)) {
    if (!known.has(name)) {
      throw refuse(model, name, `has no parameter “${name}”`, [...known.keys()].join(', '), 'Leave it out.');
    }
  }
  const values: ParameterValues = {};
  for (const parameter of model.parameters) {
    const value = given[parameter.name] ?? parameter.default;
    if (value === undefined || value === '') {
      if (parameter.required)
        throw refuse(model, parameter.name, `needs “${parameter.title}”`, 'required', `Fill in ${parameter.title}.`);
      continue;
    }
    values[parameter.name] = readValue(model, parameter, value);
  }
  return values;
}

function readValue(model: ModelDescriptor, parameter: ParameterSpec, value: Value): Value {
  const { name, title } = parameter;
  switch (parameter.kind) {
    case 'integer':
    case 'number':
    case 'seed': {
      const wholeOnly = parameter.kind !== 'number';
      if (typeof value !== 'number' || !Number.isFinite(value) || (wholeOnly && !Number.isSafeInteger(value))) {
        throw refuse(
          model,
          name,
          `takes a ${wholeOnly ? 'whole number' : 'number'} for “${title}”`,
          'number',
          `Give ${title} as a number.`,
        );
      }
      const minimum = parameter.minimum ?? (parameter.kind === 'seed' ? 0 : -Infinity);
      const maximum = parameter.maximum ?? (parameter.kind === 'seed' ? 2 ** 31 - 1 : Infinity);
      if (value < minimum || value > maximum) {
        const unit = parameter.unit ? ` ${parameter.unit}` : '';
        throw refuse(
          model,
          name,
          `takes ${minimum} to ${maximum}${unit} for “${title}”; you gave ${value}`,
          `${minimum} to ${maximum}`,
          `Choose a value in that range.`,
        );
      }
      return value;
    }
    case 'boolean':
      if (typeof value !== 'boolean')
        throw refuse(model, name, `takes yes or no for “${title}”`, 'true or false', 'Give true or false.');
      return value;
    case 'choice':
    case 'aspectRatio': {
      const choices = (parameter.choices ?? []).map((choice) => choice.value);
      if (typeof value !== 'string' || !choices.includes(value)) {
        throw refuse(
          model,
          name,
          `does not offer “${String(value).slice(0, 60)}” for “${title}”`,
          choices.join(', '),
          'Choose one of these.',
        );
      }
      return value;
    }
    case 'colour':
      if (typeof value !== 'string' || !/^#[0-9a-f]{6}$/i.test(value)) {
        throw refuse(model, name, `takes a colour for “${title}”`, '#rrggbb', 'Give the colour as #rrggbb.');
      }
      return value.toLowerCase();
    case 'text': {
      const limit = parameter.maxLength ?? 2_000;
      if (typeof value !== 'string') throw refuse(model, name, `takes text for “${title}”`, 'text', 'Give text.');
      if (value.length > limit) {
        throw refuse(
          model,
          name,
          `takes at most ${limit} characters for “${title}”; you gave ${value.length}`,
          `${limit} characters`,
          'Shorten it.',
        );
      }
      return value;
    }
  }
}

function refuse(model: ModelDescriptor, name: string, what: string, limit: string, remedy: string): AtelierError {
  return new AtelierError('invalid_input', `${model.title} ${what}.`, { thing: `parameters.${name}`, limit, remedy });
}
