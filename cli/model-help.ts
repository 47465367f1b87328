import { chooseModel } from './choose-model.ts';
import type { Context } from './command.ts';
import { optionLines } from './option-lines.ts';
import { parameterOptions } from './parameter-flags.ts';
import { performOptions } from './perform.ts';

/** The parameters of the model that would be used, as the server says they are. */
export async function modelHelp(wanted: { operation: string; model?: string }, context: Context): Promise<string[]> {
  const { client } = await context.connect();
  const { model } = await chooseModel(client, wanted);
  return [
    `Parameters of ${model.id}, ${model.title}:`,
    ...optionLines(parameterOptions(model.parameters, performOptions)),
  ];
}
