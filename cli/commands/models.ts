import type { Model } from '#contract/api/catalog.ts';
import { bytes, credits } from '../amounts.ts';
import type { Command } from '../command.ts';
import { CommandError, exitCodes } from '../failure.ts';
import { optionLines } from '../option-lines.ts';
import { parameterOptions } from '../parameter-flags.ts';
import { performOptions } from '../perform.ts';
import { readArgs } from '../read-args.ts';
import { table } from '../table.ts';

export const models: Command = {
  usage: 'models [MODEL | OPERATION] [--json]',
  summary: 'What this installation can do, by which models, at what price',
  options: { json: performOptions.json },
  examples: ['atelier models', 'atelier models image.upscale', 'atelier models demo/scenery'],

  async run(args, { terminal, connect }) {
    const { values, positionals } = readArgs('models', args, models.options);
    const { client } = await connect();
    const catalog = await client.catalog.list();
    const [wanted] = positionals;
    const found = catalog.models.filter(
      (model) => wanted === undefined || model.id === wanted || model.operations.includes(wanted),
    );
    if (found.length === 0) {
      throw new CommandError(
        `There is no model or operation “${wanted}” here.`,
        'See all of them with: atelier models',
        exitCodes.usage,
      );
    }
    if (values.json) terminal.print(JSON.stringify(found));
    else if (found[0]?.id === wanted && found[0]) for (const line of describe(found[0])) terminal.print(line);
    else {
      const rows = found.map((model) => [model.id, model.operations.join(' '), priceOf(model), readiness(model)]);
      for (const line of table([['MODEL', 'OPERATIONS', 'PRICE', ''], ...rows])) terminal.print(line);
    }
    return exitCodes.done;
  },
};

function describe(model: Model): string[] {
  const { dataPolicy } = model;
  return [
    `${model.id} · ${model.title}, by ${model.providerTitle}`,
    model.summary,
    '',
    `Operations  ${model.operations.join(', ')}`,
    `Price       ${priceOf(model)}`,
    `Your data   goes to: ${dataPolicy.recipient}. ${dataPolicy.retention}. Used for training: ${dataPolicy.trainsOnContent ? 'yes' : 'no'}.`,
    ...model.localModels.map(
      ({ id, downloadBytes, licence, state }) => `Needs       ${id}, ${bytes(downloadBytes)}, ${licence}: ${state}`,
    ),
    '',
    ...optionLines(parameterOptions(model.parameters, {})),
  ];
}

function priceOf({ price, output }: Model): string {
  if (price === 'unknown') return 'unknown';
  if (price.creditsPerOutput === 0) return 'free';
  return `${credits(price.creditsPerOutput)} each ${output.kind}`;
}

function readiness({ localModels }: Model): string {
  const missing = localModels.filter(({ state }) => state !== 'ready');
  const sizeBytes = missing.reduce((sum, { downloadBytes }) => sum + downloadBytes, 0);
  return missing.length > 0 ? `${bytes(sizeBytes)} to fetch once` : '';
}
