import { chooseModel } from '../choose-model.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../failure.ts';
import { fetchLocalModels } from '../fetch-local-models.ts';
import { stemOf } from '../file-names.ts';
import { modelHelp } from '../model-help.ts';
import { parameterOptions, readParameters } from '../parameter-flags.ts';
import { perform, performOptions, readPerformOptions } from '../perform.ts';
import { peekOption, readArgs } from '../read-args.ts';

const operation = 'image.generate';

export const generate: Command = {
  usage: 'generate "PROMPT" [options]',
  summary: 'Make pictures from words and save them here',
  options: performOptions,
  examples: [
    'atelier generate "a lighthouse at dusk" --count 4',
    'atelier generate "hills in fog" --aspect-ratio 16:9 --out pictures --yes',
  ],

  async run(args, context) {
    const connection = await context.connect();
    const { model } = await chooseModel(connection.client, { operation, model: peekOption(args, 'model') });
    const { values, positionals } = readArgs('generate', args, {
      ...parameterOptions(model.parameters, performOptions),
      ...performOptions,
    });
    const prompt = positionals.join(' ').trim();
    const parameters = { ...(prompt && { prompt }), ...readParameters(model.parameters, values) };
    if (!parameters.prompt)
      throw new UsageError('The prompt is missing.', 'Say what to make: atelier generate "a lighthouse at dusk"');
    const options = await readPerformOptions(values);
    await fetchLocalModels(connection, model, { terminal: context.terminal, yes: options.consent.yes });
    const request = { operation, model: model.id, parameters, inputs: [] };
    return perform([{ request, stem: stemOf(String(parameters.prompt)) }], options, context, connection);
  },

  moreHelp: (args, context) => modelHelp({ operation, model: peekOption(args, 'model') }, context),
};
