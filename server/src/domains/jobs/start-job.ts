import type { Job, JobRequest } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import { publish } from '../../db/publish.ts';
import { present } from '../../kernel/assert.ts';
import { accountOf, requireRole } from '../accounts/index.ts';
import { holdCredits } from '../billing/index.ts';
import { checkQuota } from '../library/index.ts';
import type { Ctx } from '../slice.ts';
import { taskIdOf } from './job.ts';
import { viewJobs } from './job-view.ts';
import { prepareRequest } from './prepare-request.ts';
import type { PreparedRequest } from './prepare-request.ts';
import { insertJob, readJobByIdempotencyKey, readStartFacts } from './queries.ts';
import type { StartFacts } from './queries.ts';
import { runJobTask } from './run-job.task.ts';

export interface StartOptions {
  idempotencyKey: string | null;
  retryOf?: string;
}

/** Hold, job, task and event in one transaction: all of them exist afterwards, or none. */
export async function startJob(
  ctx: Ctx,
  request: JobRequest & { quoteId: string },
  options: StartOptions,
): Promise<Job> {
  requireRole(ctx, 'editor');
  const prepared = await prepareRequest(ctx, request);
  const facts = await readStartFacts(ctx.tx, { quoteId: request.quoteId, idempotencyKey: options.idempotencyKey });
  const replayed = facts.earlierJobId && (await findReplay(ctx, options.idempotencyKey, prepared.hash));
  if (replayed) return replayed;
  checkQuote(ctx, facts, prepared);
  await checkReadiness(ctx, facts, prepared);
  return acceptJob(ctx, prepared, options);
}

/** The part that `retry` shares: its price is today's, so it brings no quote of its own. */
export async function acceptJob(ctx: Ctx, prepared: PreparedRequest, options: StartOptions): Promise<Job> {
  const { ports, tx, workspace } = ctx;
  const id = ports.ids.uuid();
  const job = await insertJob(tx, {
    id,
    workspaceId: workspace.id,
    accountId: accountOf(ctx),
    operation: prepared.operation.id,
    model: prepared.model.id,
    demo: prepared.model.demo ?? false,
    state: 'queued',
    parameters: withSeed(ctx, prepared),
    inputs: prepared.inputs,
    outputCount: prepared.outputCount,
    aspectRatio: prepared.aspectRatio,
    creditsQuoted: prepared.credits,
    retryOf: options.retryOf ?? null,
    idempotencyKey: options.idempotencyKey,
    requestHash: prepared.hash,
    createdAt: ports.clock.now(),
  });
  // The same key arrived twice at once: the other one won.
  if (!job)
    return present(await findReplay(ctx, options.idempotencyKey, prepared.hash), 'a conflicting job can be read');
  await holdCredits(ctx, { jobId: id, credits: prepared.credits, memo: prepared.operation.title });
  await ports.engine.enqueue(tx, runJobTask, { jobId: id, workspaceId: workspace.id }, { id: taskIdOf(id, 1) });
  await publish(ports.database, tx, workspace.id, { type: 'job.queued', jobId: id });
  const [view] = await viewJobs(ctx, [job]);
  return present(view, 'a started job has a view');
}

async function findReplay(ctx: Ctx, idempotencyKey: string | null, hash: string): Promise<Job | null> {
  const earlier = idempotencyKey ? await readJobByIdempotencyKey(ctx.tx, idempotencyKey) : null;
  if (!earlier) return null;
  if (earlier.requestHash !== hash) {
    throw new AtelierError('idempotency_key_reused', 'This idempotency key was used for another request.', {
      thing: 'Idempotency-Key',
      limit: 'one key, one request',
      remedy: 'Use a new key for a new request.',
    });
  }
  return (await viewJobs(ctx, [earlier]))[0] ?? null;
}

function checkQuote(ctx: Ctx, { quote }: StartFacts, prepared: PreparedRequest): void {
  if (!quote || quote.expiresAt <= ctx.ports.clock.now()) {
    throw new AtelierError('quote_expired', 'This price is no longer binding.', {
      thing: 'quote',
      remedy: 'Ask for a new quote.',
    });
  }
  if (quote.requestHash !== prepared.hash || quote.credits < prepared.credits) {
    throw new AtelierError('quote_mismatch', 'This price was quoted for another request.', {
      thing: 'quote',
      remedy: 'Ask for a quote of exactly this request.',
    });
  }
  // What was quoted is what is held, even if the price has fallen since; settling never exceeds it.
  prepared.credits = quote.credits;
}

/** What would make the job fail for sure is refused before anything is held. */
export async function checkReadiness(ctx: Ctx, facts: StartFacts, prepared: PreparedRequest): Promise<void> {
  const { ports } = ctx;
  const missing = (prepared.model.localModels ?? []).find(
    (spec) => ports.models.local.state(spec.id).state !== 'ready',
  );
  if (missing) {
    throw new AtelierError(
      'model_not_fetched',
      `${prepared.model.title} needs a model of ${Math.ceil(missing.downloadBytes / 1e6)} MB that is not here yet.`,
      {
        thing: missing.id,
        limit: `${missing.downloadBytes} bytes to fetch`,
        remedy: `Fetch it once: POST /api/catalog/local-models/${missing.id}/fetch.`,
      },
    );
  }
  const limit = ports.settings.maximumActiveJobs;
  if (facts.activeJobs >= limit) {
    throw new AtelierError('queue_full', `This workspace has ${limit} unfinished jobs.`, {
      thing: 'queue',
      limit: `${limit} unfinished jobs`,
      remedy: 'Wait for some to finish, or cancel some.',
    });
  }
  await checkQuota(ctx, 0);
}

/** A seed that was left open is drawn now and kept, so that the job can be repeated exactly. */
function withSeed(ctx: Ctx, { model, parameters }: PreparedRequest): PreparedRequest['parameters'] {
  const seed = model.parameters.find((parameter) => parameter.kind === 'seed');
  if (!seed || parameters[seed.name] !== undefined) return parameters;
  const drawn =
    Number.parseInt(ctx.ports.ids.uuid().replaceAll('-', '').slice(-8), 16) % ((seed.maximum ?? 2 ** 31 - 1) + 1);
  return { ...parameters, [seed.name]: drawn };
}
