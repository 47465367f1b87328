import { credits, moment } from '../amounts.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../failure.ts';
import { readArgs } from '../read-args.ts';

export const balance: Command = {
  usage: 'balance [--json]',
  summary: 'Credits that are available and reserved',
  options: { json: { type: 'boolean', help: 'Print JSON' } },

  async run(args, { terminal, connect }) {
    const { values } = readArgs('balance', args, balance.options);
    const { client } = await connect();
    const found = await client.billing.balance();
    if (values.json) {
      terminal.print(JSON.stringify(found));
      return exitCodes.done;
    }
    terminal.print(
      `${credits(found.available)} available${found.held > 0 ? `, ${found.held.toLocaleString('en')} reserved for running jobs` : ''}`,
    );
    const { expiringNext } = found;
    if (expiringNext) terminal.print(`${credits(expiringNext.credits)} of them expire on ${moment(expiringNext.at)}`);
    return exitCodes.done;
  },
};
