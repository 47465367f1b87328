import type { Command, Context } from '../command.ts';
import { exitCodes, explainFailure, UsageError } from '../failure.ts';
import { optionLines } from '../option-lines.ts';
import { table } from '../table.ts';
import { commandNames, loadCommand } from './index.ts';

export const help: Command = {
  usage: 'help [COMMAND]',
  summary: 'This text, or more about a command',
  options: {},

  async run(args, context) {
    const [name, ...rest] = args;
    const lines = name === undefined ? await overview(context.version) : await describe(name, rest, context);
    for (const line of lines) context.terminal.print(line);
    return exitCodes.done;
  },
};

async function overview(version: string): Promise<string[]> {
  const rows = await Promise.all(
    commandNames.map(async (name) => [`  ${name}`, (await loadCommand(name))?.summary ?? '']),
  );
  return [
    `Atelier ${version}: an open studio for pictures, from the command line.`,
    '',
    'atelier COMMAND [arguments]',
    '',
    ...table(rows),
    '',
    'More about a command: atelier help COMMAND',
    '',
    'Settings, over what atelier login keeps:',
    '  ATELIER_URL      address of the installation (else http://127.0.0.1:7331)',
    '  ATELIER_API_KEY  an API key, made in Settings',
    '',
    'Results go to standard output, everything else to standard error.',
    `Exit codes: ${exitCodes.done} done, ${exitCodes.failed} refused or failed, ${exitCodes.usage} wrong usage, ${exitCodes.notSignedIn} no valid key,`,
    `            ${exitCodes.unreachable} no server, ${exitCodes.canceled} canceled.`,
  ];
}

async function describe(name: string, args: string[], context: Context): Promise<string[]> {
  const command = await loadCommand(name);
  if (!command) throw new UsageError(`There is no command “${name}”.`, 'See all of them with: atelier help');
  const options = optionLines(command.options);
  const lines = [`atelier ${command.usage}`, '', `${command.summary}.`];
  if (options.length > 0) lines.push('', 'Options:', ...options);
  if (command.moreHelp) lines.push(...(await moreOf(command, args, context)));
  if (command.examples) lines.push('', 'Examples:', ...command.examples.map((example) => `  ${example}`));
  return lines;
}

/** Help must come also where no server does. */
async function moreOf(command: Command, args: string[], context: Context): Promise<string[]> {
  try {
    const more = (await command.moreHelp?.(args, context)) ?? [];
    return more.length > 0 ? ['', ...more] : [];
  } catch (error) {
    const { lines } = explainFailure(error, 'the server');
    return ['', 'The parameters of the model are not known now:', ...lines.map((line) => `  ${line}`)];
  }
}
