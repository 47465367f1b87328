import { AtelierError } from '#contract/errors.ts';
import type { ParameterValues } from '#contract/media.ts';
import type { ModelDescriptor } from '#adapters/models/spec.ts';
import { assertCredits } from '../../kernel/credits.ts';

export interface Price {
  credits: number;
  outputs: number;
}

/** Whole credits for checked parameters, rounded up. A model without a known price cannot be bought. */
export function priceOf(model: ModelDescriptor, parameters: ParameterValues): Price {
  const { price } = model;
  if (price === 'unknown') {
    throw new AtelierError('not_allowed', `The price of ${model.title} is unknown.`, {
      thing: 'price',
      remedy: 'Ask the operator to set a price for this model, or choose another.',
    });
  }
  const outputs = price.countParameter === undefined ? 1 : Number(parameters[price.countParameter] ?? 1);
  let perOutput = price.creditsPerOutput;
  for (const [name, factors] of Object.entries(price.multipliers ?? {})) {
    perOutput *= factors[String(parameters[name])] ?? 1;
  }
  return { credits: assertCredits(Math.ceil(perOutput * outputs), 'a price'), outputs };
}
