import { text } from 'node:stream/consumers';
import { createClient } from '#sdk/index.ts';
import type { Command, Context, Option } from '../command.ts';
import { CommandError, exitCodes, UsageError } from '../failure.ts';
import { readArgs } from '../read-args.ts';
import { isUnprotected, readAddress, readSettings, storeSettings } from '../settings.ts';

const options = {
  url: { type: 'string', value: 'URL', help: 'Address of the installation (default: the one in use)' },
  key: { type: 'string', value: 'KEY', help: 'The API key; asked for, or read from standard input, when left out' },
} as const satisfies Record<string, Option>;

export const login: Command = {
  usage: 'login [--url URL] [--key KEY]',
  summary: 'Keep the address and an API key for this user',
  options,
  examples: ['atelier login --url http://127.0.0.1:7331', 'atelier login --url https://studio.example.org < key.txt'],

  async run(args, context) {
    const { values } = readArgs('login', args, options);
    const { terminal, variables } = context;
    const url = readAddress(String(values.url ?? (await readSettings(variables)).url));
    if (isUnprotected(url))
      terminal.say(`  Careful: whoever is on the way to ${url} can read the key. Use https there.`);
    const apiKey = (values.key === undefined ? await askForKey(url, context) : String(values.key)).trim();
    if (!/^atl_\S{10,80}$/.test(apiKey)) {
      throw new UsageError(
        'This does not look like an API key; keys begin with atl_.',
        `Make one in Settings at ${url} and copy the whole of it.`,
      );
    }
    // A key that does not work is not kept.
    const { account, workspace } = await createClient({ url, apiKey }).accounts.me();
    const file = await storeSettings(variables, { url, apiKey });
    terminal.say(
      `Logged in to ${url} as ${account.displayName}, workspace ${workspace.name}. Kept in ${file}, for this user only.`,
    );
    return exitCodes.done;
  },
};

async function askForKey(url: string, { terminal }: Context): Promise<string> {
  if (!terminal.canAsk) return text(process.stdin);
  const answer = await terminal.ask(`API key (make one in Settings at ${url}; it is not shown here): `, {
    hidden: true,
  });
  if (answer === null)
    throw new CommandError('Nothing was kept.', 'Run the command again with a key.', exitCodes.canceled);
  return answer;
}
