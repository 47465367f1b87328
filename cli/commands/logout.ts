import type { Command } from '../command.ts';
import { exitCodes } from '../failure.ts';
import { readArgs } from '../read-args.ts';
import { forgetSettings } from '../settings.ts';

export const logout: Command = {
  usage: 'logout',
  summary: 'Forget the address and the key',
  options: {},

  async run(args, { terminal, variables }) {
    readArgs('logout', args, {});
    terminal.say(`Forgotten: ${await forgetSettings(variables)}. The key works on until it is revoked in Settings.`);
    return exitCodes.done;
  },
};
