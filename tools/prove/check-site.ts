import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { objectKey } from '#adapters/objects/spec.ts';
import type { Accepted } from './customers.ts';
import { readEffects } from './read-effects.ts';
import type { ProofSite } from './proof-site.ts';

export interface Check {
  promise: string;
  /** What breaks it; empty when it is kept. */
  broken: string[];
}

/** Holds the database, the object store and the provider's own effect log against each other. */
export async function checkSite(site: ProofSite, accepted: readonly Accepted[]): Promise<Check[]> {
  const { admin, recovery, dataDir } = site;
  const ask = async (text: string, values: unknown[] = []) =>
    (await admin.query<{ broken: string }>(text, values)).rows.map((row) => row.broken);
  const effects = readEffects(join(dataDir, 'demo'));
  const jobOf = new Map(
    (await admin.query<{ token: string; job: string }>('select token, job_id::text as job from app.attempts')).rows.map(
      (row) => [row.token, row.job],
    ),
  );
  const jobs = (
    await admin.query<{ id: string; key: string; state: string; prompt: string; booked: boolean }>(
      `select j.id::text, j.idempotency_key as key, j.state, j.parameters->>'prompt' as prompt,
              exists (select from app.ledger_transfers t where t.id = 'provider-loss:' || j.id) as booked from app.jobs j`,
    )
  ).rows;
  const jobById = new Map(jobs.map((job) => [job.id, job]));
  const byKey = Map.groupBy(jobs, (job) => job.key);
  const jobsByPrompt = Map.groupBy(jobs, (job) => job.prompt);

  return [
    {
      promise: 'every accepted request has exactly its one job, and no job comes from nowhere',
      broken: [
        ...accepted
          .filter(({ idempotencyKey, jobId }) => byKey.get(idempotencyKey)?.[0]?.id !== jobId)
          .map(({ jobId }) => `lost ${jobId}`),
        ...[...byKey].filter(([, same]) => same.length !== 1).map(([key]) => `key ${key} has several jobs`),
        ...(jobs.length === accepted.length ? [] : [`${accepted.length} accepted, ${jobs.length} jobs`]),
      ],
    },
    {
      promise: 'every job has ended',
      broken: await ask("select id || ' is ' || state as broken from app.jobs where finished_at is null"),
    },
    {
      promise: 'nothing is charged twice or wrongly, and the books balance',
      broken: [
        ...(await ask("select rule || ': ' || subject || ' ' || detail as broken from app.ledger_violations")),
        ...(await ask(
          `select format('job %s: state %s, charged %s, settled %s, quoted %s', j.id, j.state, j.credits_charged, t.credits, j.credits_quoted) as broken
             from app.jobs j left join app.ledger_transfers t on t.workspace_id = j.workspace_id and t.id = 'settle:' || j.id
            where t.credits is distinct from j.credits_charged or j.credits_charged > j.credits_quoted
               or (j.state = 'succeeded') <> (j.credits_charged = j.credits_quoted)`,
        )),
        ...(await ask(
          `select format('workspace %s: granted %s, settled %s, left %s', workspace_id, granted, settled, remaining) as broken
             from (select l.workspace_id, sum(l.issued) as granted, sum(l.remaining + l.held) as remaining,
                          (select coalesce(sum(credits), 0) from app.ledger_transfers t
                            where t.workspace_id = l.workspace_id and t.kind = 'settle') as settled
                     from app.ledger_lots l group by l.workspace_id) sums where granted - settled <> remaining`,
        )),
      ],
    },
    {
      promise: 'no hold is stuck',
      broken: await ask(
        "select format('workspace %s holds %s', workspace_id, held) as broken from app.ledger_lots where held <> 0",
      ),
    },
    {
      promise: recovery === 'blind' ? 'no attempt is sent twice' : 'no attempt buys twice',
      broken: [
        ...[...(recovery === 'blind' ? effects.submits : effects.bought)]
          .filter(([, list]) => list.length > 1)
          .map(([token, list]) => `attempt ${token}: ${list.length} times`),
        ...[...effects.submits.keys()]
          .filter((token) => !jobOf.has(token))
          .map((token) => `token ${token} was never written down`),
      ],
    },
    {
      promise: 'no job buys twice',
      broken: [...Map.groupBy(effects.generations, (one) => one.prompt)]
        .filter(([prompt, list]) => list.length > (jobsByPrompt.get(prompt)?.length ?? 0))
        .map(([prompt, list]) => `“${prompt}” was bought ${list.length} times`),
    },
    {
      promise: 'what was bought is delivered, called off, refused or booked as our loss',
      broken: effects.generations
        .filter(({ fate, canceled }) => fate === 'draw' && !canceled)
        .map((one) => ({ one, job: jobById.get(jobOf.get(one.token) ?? '') }))
        .filter(({ job }) => !job || (job.state !== 'succeeded' && !job.booked))
        .map(({ one, job }) => `${one.id} of job ${job?.id ?? 'unknown'}, which is ${job?.state ?? 'nowhere'}`),
    },
    {
      promise:
        recovery === 'blind'
          ? 'every unknown outcome gives the hold back and books the loss'
          : 'no outcome stays unknown',
      broken: jobs
        .filter((job) => job.state === 'unknown' && (recovery !== 'blind' || !job.booked))
        .map((job) => `job ${job.id} is unknown, loss ${job.booked ? 'booked' : 'not booked'}`),
    },
    {
      promise: 'every succeeded job has all its assets with their history, and their bytes are right',
      broken: await checkAssets(site),
    },
    {
      promise: 'no process falls by itself',
      broken: site.falls.filter((fall) => fall.wasReady).map((fall) => `${fall.name}: ${fall.words.slice(-600)}`),
    },
  ];
}

async function checkAssets({ admin, dataDir }: ProofSite): Promise<string[]> {
  const { rows } = await admin.query<{
    job: string;
    wanted: number;
    assets: { sha256: string; bytes: number }[] | null;
    step: boolean;
  }>(
    `select j.id::text as job, j.output_count as wanted,
            exists (select from app.steps s where s.workspace_id = j.workspace_id and s.job_id = j.id) as step,
            (select json_agg(json_build_object('sha256', a.sha256, 'bytes', a.size_bytes) order by a.output_index)
               from app.assets a where a.workspace_id = j.workspace_id and a.made_by_job = j.id and a.id = any(j.output_asset_ids)) as assets
       from app.jobs j where j.state = 'succeeded'`,
  );
  const broken: string[] = [];
  for (const { job, wanted, assets, step } of rows) {
    if (!step) broken.push(`job ${job} has no step`);
    if ((assets?.length ?? 0) !== wanted) broken.push(`job ${job} has ${assets?.length ?? 0} of ${wanted} assets`);
    for (const { sha256, bytes } of assets ?? []) {
      const content = readOrNull(join(dataDir, 'objects', objectKey(sha256)));
      const right = content?.length === bytes && createHash('sha256').update(content).digest('hex') === sha256;
      if (!right) broken.push(`job ${job}: object ${sha256} is ${content ? 'wrong' : 'missing'}`);
    }
  }
  return broken;
}

function readOrNull(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
