import { credits, moment } from '../amounts.ts';
import type { Command, Option } from '../command.ts';
import { exitCodes } from '../failure.ts';
import { percent } from '../progress.ts';
import { readArgs, readWholeNumber } from '../read-args.ts';
import { table } from '../table.ts';

const options = {
  active: { type: 'boolean', help: 'Only what has not ended' },
  limit: { type: 'string', value: 'N', help: 'How many, newest first (1 to 200; default 20)' },
  json: { type: 'boolean', help: 'Print JSON' },
} as const satisfies Record<string, Option>;

export const jobs: Command = {
  usage: 'jobs [--active] [--limit N] [--json]',
  summary: 'What was done and what is being done, newest first',
  options,

  async run(args, { terminal, connect }) {
    const { values } = readArgs('jobs', args, options);
    const limit = readWholeNumber(values, 'limit', { minimum: 1, maximum: 200 }) ?? 20;
    const { client } = await connect();
    const { items } = await client.jobs.list({ limit, active: values.active ? 'true' : undefined });
    if (values.json) terminal.print(JSON.stringify(items));
    else if (items.length === 0)
      terminal.say(
        values.active ? 'Nothing is being done.' : 'No jobs yet. Try: atelier generate "a lighthouse at dusk"',
      );
    else {
      const rows = items.map((job) => [
        moment(job.createdAt),
        job.state,
        job.finishedAt ? '' : percent(job.fraction).trim(),
        job.operation,
        job.model,
        credits(job.creditsCharged ?? job.creditsQuoted),
        typeof job.parameters.prompt === 'string' ? job.parameters.prompt.replaceAll(/\s+/g, ' ').slice(0, 50) : '',
      ]);
      for (const line of table(rows)) terminal.print(line);
    }
    return exitCodes.done;
  },
};
