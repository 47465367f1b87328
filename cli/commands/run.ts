import { bringFile, checkFiles, dealInputs } from '../bring-inputs.ts';
import { chooseModel } from '../choose-model.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../failure.ts';
import { fetchLocalModels } from '../fetch-local-models.ts';
import { derivedStem, stemOf } from '../file-names.ts';
import { modelHelp } from '../model-help.ts';
import { parameterOptions, readParameters } from '../parameter-flags.ts';
import { perform, performOptions, readPerformOptions } from '../perform.ts';
import { peekOption, readArgs } from '../read-args.ts';

export const run: Command = {
  usage: 'run OPERATION FILE... [options]',
  summary: 'Run an operation on files (or assets by id) and save what comes out',
  options: performOptions,
  examples: [
    'atelier run image.remove-background photo.jpg',
    'atelier run image.resize *.jpg --width 1200 --out small',
  ],

  async run(args, context) {
    const [wanted = ''] = args;
    if (wanted === '' || wanted.startsWith('-')) {
      throw new UsageError('The operation is missing.', 'Name it first, as in: atelier run image.upscale photo.jpg');
    }
    const connection = await context.connect();
    const { operation, model } = await chooseModel(connection.client, {
      operation: wanted,
      model: peekOption(args, 'model'),
    });
    const own = { ...parameterOptions(model.parameters, performOptions), ...performOptions };
    const { values, positionals: files } = readArgs('run', args.slice(1), own);
    const parameters = readParameters(model.parameters, values);
    const options = await readPerformOptions(values);
    await checkFiles(files);
    dealInputs(model, files);
    await fetchLocalModels(connection, model, { terminal: context.terminal, yes: options.consent.yes });

    const ids: string[] = [];
    for (const file of files) ids.push((await bringFile(connection, file, context.terminal)).assetId);
    const plans = dealInputs(model, ids).map((inputs, index) => ({
      request: { operation: operation.id, model: model.id, parameters, inputs },
      stem: stemOf(derivedStem(files[index] ?? operation.title, operation.id)),
    }));
    return perform(plans, options, context, connection);
  },

  async moreHelp(args, context) {
    const [wanted = ''] = args.filter((arg) => !arg.startsWith('-'));
    return wanted === '' ? [] : modelHelp({ operation: wanted, model: peekOption(args, 'model') }, context);
  },
};
