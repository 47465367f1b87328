import type { Job, JobRequest } from '#contract/api/jobs.ts';
import { agreeOnPrice } from './agree-on-price.ts';
import type { Consent } from './agree-on-price.ts';
import { credits } from './amounts.ts';
import type { Connection, Context, Option } from './command.ts';
import { exitCodes, UsageError } from './failure.ts';
import { openOutputFolder, pipeAsset, saveAsset } from './output-folder.ts';
import { readWholeNumber } from './read-args.ts';
import type { Values } from './read-args.ts';
import { startJobs } from './start-jobs.ts';
import { watchJobs } from './watch-jobs.ts';

/** What `generate` and `run` have in common. */
export const performOptions = {
  model: { type: 'string', value: 'ID', help: 'Who does it; the first that can, when left out. See: atelier models' },
  param: { type: 'string', multiple: true, value: 'NAME=VALUE', help: 'A parameter of the model; may be repeated' },
  out: {
    type: 'string',
    short: 'o',
    value: 'DIR',
    help: 'Where to save; this folder when left out, - for standard output',
  },
  yes: { type: 'boolean', short: 'y', help: 'Accept the price without being asked' },
  'max-credits': { type: 'string', value: 'N', help: 'Accept the price up to N credits; refuse a higher one' },
  json: { type: 'boolean', help: 'Print one JSON object instead of the names of files' },
} as const satisfies Record<string, Option>;

/** One job to be done, and what its files are to be called. */
export interface Plan {
  request: JobRequest;
  stem: string;
}

export interface PerformOptions {
  consent: Consent;
  /** A folder that can be written, or null for the standard output. */
  folder: string | null;
  json: boolean;
}

/** Reads what both commands share, and makes the folder, before anything is asked of the server. */
export async function readPerformOptions(values: Values): Promise<PerformOptions> {
  const maximumCredits = readWholeNumber(values, 'max-credits', { minimum: 0, maximum: 1_000_000_000 });
  const folder = values.out === '-' ? null : await openOutputFolder(String(values.out ?? '.'));
  if (folder === null && values.json)
    throw new UsageError('--json and --out - both want the standard output.', 'Leave one of them out.');
  return { consent: { yes: values.yes === true, maximumCredits }, folder, json: values.json === true };
}

/** Price, consent, start, progress, files: the whole way. Resolves with the exit code. */
export async function perform(
  plans: readonly Plan[],
  options: PerformOptions,
  context: Context,
  connection: Connection,
): Promise<number> {
  const { terminal } = context;
  const { consent, folder, json } = options;
  const priced = await agreeOnPrice(
    connection.client,
    plans.map(({ request }) => request),
    { terminal, consent },
  );
  const outputs = priced.reduce((sum, { quote }) => sum + quote.outputs.count, 0);
  if (folder === null && outputs > 1) {
    throw new UsageError(
      `--out - takes one result; this makes ${outputs}.`,
      'Save them with --out DIR. Nothing was started.',
    );
  }
  const started = await startJobs(connection.client, priced);
  const { jobs, interrupted } = await watchJobs(connection, started, terminal);

  const files = new Map<string, string[]>();
  for (const [index, job] of jobs.entries()) {
    const paths: string[] = [];
    for (const asset of job.outputs) {
      if (folder === null) await pipeAsset(asset, connection.access.url);
      else
        paths.push(
          await saveAsset(asset, { url: connection.access.url, folder, stem: plans[index]?.stem ?? 'atelier' }),
        );
    }
    files.set(job.id, paths);
    if (!json) for (const path of paths) terminal.print(path);
  }
  if (json) terminal.print(JSON.stringify({ jobs: jobs.map((job) => jobResult(job, files.get(job.id) ?? [])) }));
  for (const job of jobs) for (const line of explainEnd(job, interrupted)) terminal.say(`  ${line}`);
  if (interrupted) return exitCodes.canceled;
  return jobs.every(({ state }) => state === 'succeeded') ? exitCodes.done : exitCodes.failed;
}

function jobResult(job: Job, paths: string[]) {
  const { id, state, operation, model, creditsQuoted, creditsCharged, error } = job;
  return {
    id,
    state,
    operation,
    model,
    creditsQuoted,
    creditsCharged,
    error,
    assets: job.outputs.map((asset) => asset.id),
    files: paths,
  };
}

/** How a job ended, and always what it cost. */
function explainEnd(job: Job, interrupted: boolean): string[] {
  const charged = job.creditsCharged ?? 0;
  const cost = charged === 0 ? 'It cost nothing.' : `It cost ${credits(charged)}.`;
  if (job.state === 'succeeded') {
    if (interrupted) return [`It was done before it could be canceled. ${cost}`];
    return charged === 0 ? [] : [cost];
  }
  if (job.state === 'canceled') return [`Canceled. ${cost}`];
  return [job.error?.message ?? `The job ended as ${job.state}.`, ...(job.error ? [job.error.remedy] : []), cost];
}
