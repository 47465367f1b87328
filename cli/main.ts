import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from '#sdk/index.ts';
import type { Connection, Context } from './command.ts';
import { commandNames, loadCommand } from './commands/index.ts';
import { CommandError, exitCodes, explainFailure, UsageError } from './failure.ts';
import { readSettings } from './settings.ts';
import { openTerminal } from './terminal.ts';

const terminal = openTerminal();
const variables = process.env;
let server = 'the server';

// Whoever started this was killed: nobody reads on. The channel alone does not keep this process.
process.once('disconnect', () => process.exit(exitCodes.failed));
process.channel?.unref();
process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  try {
    const { version } = JSON.parse(await readFile(join(import.meta.dirname, '../package.json'), 'utf8')) as {
      version: string;
    };
    const context: Context = { terminal, variables, version, connect: () => connect(version) };
    if (args[0] === '--version' || args[0] === '-v') {
      terminal.print(version);
      return exitCodes.done;
    }
    return await dispatch(args, context);
  } catch (error) {
    const { exitCode, lines } = explainFailure(error, server);
    terminal.status('');
    for (const line of lines) terminal.say(line);
    return exitCode;
  }
}

async function dispatch([name = 'help', ...args]: string[], context: Context): Promise<number> {
  const end = args.indexOf('--');
  const asksForHelp = (end < 0 ? args : args.slice(0, end)).some((arg) => arg === '--help' || arg === '-h');
  const isHelp = asksForHelp || name === '--help' || name === '-h';
  const command = await loadCommand(isHelp ? 'help' : name);
  if (!command) throw new UsageError(`There is no command “${name}”.`, `There are: ${commandNames.join(', ')}.`);
  if (!isHelp) return command.run(args, context);
  const words = [name, ...args].filter((arg) => arg !== '--help' && arg !== '-h' && arg !== 'help');
  return command.run(words, context);
}

async function connect(version: string): Promise<Connection> {
  const { url, apiKey } = await readSettings(variables);
  server = url;
  if (!apiKey) {
    throw new CommandError(
      `There is no API key for ${url}.`,
      'Make one in Settings there and keep it with: atelier login. Or set ATELIER_API_KEY.',
      exitCodes.notSignedIn,
    );
  }
  const client = createClient({ url, apiKey, userAgent: `atelier-cli/${version}` });
  return { client, access: { url, apiKey } };
}
