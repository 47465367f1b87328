import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { createApp } from '#server/app.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';
import { grantCredits } from '#server/domains/billing/index.ts';
import { quoteJob } from '#server/domains/jobs/quote-job.ts';
import { startJob } from '#server/domains/jobs/start-job.ts';
import type { Ctx } from '#server/domains/slice.ts';
import { freshModel, instantProvider, sameModel } from './instant-provider.ts';
import { processorSeconds } from './processor-time.ts';
import { recordBenchmark } from './record-benchmark.ts';
import type { BenchmarkRow } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';
import type { Spread } from './spread.ts';

/** Whole jobs against bare tasks of the same engine, in one process on one database, in turns. */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    jobs: { type: 'string', default: '400' },
    record: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const rounds = Number(values.rounds);
const jobsPerRound = Number(values.jobs);
const clientCounts = [8, 80];
const workspaces = 64;
const password = 'benchmark';
const bareTask = { name: 'bench.nothing', queue: 'jobs' } as const;

const dir = await mkdtemp(join(tmpdir(), 'atelier-bench-jobs-'));
const postgres = await startEmbeddedPostgres({ dataDir: dir, port: 0, log: () => {} });
await migrate({ adminUrl: postgres.url, loginPassword: password });
const app = await createApp({
  databaseUrl: runtimeUrl(postgres.url, password),
  installationKey: Buffer.alloc(32, 7),
  settings: {
    edition: 'studio',
    version: '0.0.0-bench',
    publicUrl: 'http://127.0.0.1',
    secureCookies: true,
    signUpGrantCredits: 1,
    signUpGrantDays: null,
    storageQuotaBytes: 1e12,
    maximumUploadBytes: 1e6,
    sessionIdleMinutes: 60,
    sessionMaximumDays: 1,
    maximumActiveJobs: 1_000_000,
    dataDir: dir,
  },
  log: (level, event, fields) => {
    if (level === 'error') process.stderr.write(`${event} ${JSON.stringify(fields)}\n`);
  },
  demoUrl: null,
  smtp: null,
  webDir: null,
  roles: new Set(['worker']),
});
const { ports } = app;
(ports.models.providers as Map<string, typeof instantProvider>).set('instant', instantProvider);
ports.engine.define({ ...bareTask, run: async () => {} });
await app.start();
const admin = new pg.Pool({ connectionString: postgres.url, max: 2 });
const owners = await Promise.all(Array.from({ length: workspaces }, openWorkspace));

interface Owner {
  accountId: string;
  workspaceId: string;
}

async function openWorkspace(): Promise<Owner> {
  const owner = { accountId: randomUUID(), workspaceId: randomUUID() };
  await admin.query(
    `insert into app.accounts (id, email_hash, email_sealed, display_name_sealed, password_hash) values ($1::uuid, $1::text, '', '', '')`,
    [owner.accountId],
  );
  await admin.query("insert into app.workspaces (id, name) values ($1, 'Bench')", [owner.workspaceId]);
  await admin.query("insert into app.members (workspace_id, account_id, role) values ($1, $2, 'owner')", [
    owner.workspaceId,
    owner.accountId,
  ]);
  await inContext(owner, (ctx) =>
    grantCredits(ctx, { reason: 'bench', credits: 1_000_000, source: 'promotion', expiresAt: null, memo: 'bench' }),
  );
  return owner;
}

function inContext<Result>({ accountId, workspaceId }: Owner, work: (ctx: Ctx) => Promise<Result>): Promise<Result> {
  const actor = { kind: 'person', accountId, sessionId: randomUUID(), operator: false } as Ctx['actor'];
  return ports.database.inWorkspace(
    workspaceId,
    (tx) => work({ actor, workspace: { id: workspaceId, role: 'owner' }, requestId: randomUUID(), tx, ports }),
    { accountId },
  );
}

/** Quote in one transaction, start in the next, as two calls of the API do. */
async function wholeJob(index: number, model: string): Promise<void> {
  const owner = owners[index % owners.length]!;
  const request = { operation: 'image.generate', model, parameters: {}, inputs: [] };
  const quote = await inContext(owner, (ctx) => quoteJob(ctx, request));
  await inContext(owner, (ctx) => startJob(ctx, { ...request, quoteId: quote.id }, { idempotencyKey: randomUUID() }));
}

async function bareTaskOnce(): Promise<void> {
  await ports.database.inScope({}, (tx) => ports.engine.enqueue(tx, bareTask, {}, { id: randomUUID() }));
}

interface Contestant {
  begin(index: number): Promise<void>;
  /** Asks whether something is still under way. */
  open: string | null;
}
const jobsOpen = 'select exists (select from app.jobs where finished_at is null) as open';
const contestants = {
  same: { begin: (index) => wholeJob(index, sameModel.id), open: jobsOpen },
  fresh: { begin: (index) => wholeJob(index, freshModel.id), open: jobsOpen },
  bare: { begin: bareTaskOnce, open: null },
} satisfies Record<string, Contestant>;
const tasksOpen = "select exists (select from dbos.workflow_status where status in ('ENQUEUED', 'PENDING')) as open";

interface Speed {
  perSecond: number;
  perProcessorSecond: number | null;
}

/** From the first request until the last job has ended. */
async function measure({ begin, open }: Contestant, clients: number): Promise<Speed> {
  let next = 0;
  const usedBefore = processorSeconds(postgres.pid);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let index = next++; index < jobsPerRound; index = next++) await begin(index);
    }),
  );
  for (const question of open ? [open, tasksOpen] : [tasksOpen]) {
    while ((await admin.query<{ open: boolean }>(question)).rows[0]?.open) await pause(5);
  }
  const used = processorSeconds(postgres.pid);
  return {
    perSecond: jobsPerRound / ((performance.now() - startedAt) / 1000),
    perProcessorSecond: used === null || usedBefore === null ? null : jobsPerRound / (used - usedBefore),
  };
}

const rows: BenchmarkRow[] = [];
const names = ['same', 'fresh', 'bare'] as const;
for (const clients of clientCounts) {
  const results: Record<(typeof names)[number], Speed[]> = { same: [], fresh: [], bare: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of round % 2 ? names.toReversed() : names) {
      const speed = await measure(contestants[name], clients);
      if (round > 0) results[name].push(speed);
    }
  }
  for (const name of ['same', 'fresh'] as const) {
    for (const figure of ['perSecond', 'perProcessorSecond'] as const) {
      const [ours, bare] = [results[name], results.bare].map((list) => list.flatMap((speed) => speed[figure] ?? []));
      if (ours!.length === 0) continue;
      rows.push(compare(clients, name, figure, spreadOf(ours!), spreadOf(bare!)));
    }
  }
}

function compare(
  clients: number,
  name: 'same' | 'fresh',
  figure: keyof Speed,
  ours: Spread,
  bare: Spread,
): BenchmarkRow {
  const output = name === 'same' ? 'its output stored already' : 'its output new on the disk';
  const measured = figure === 'perSecond' ? 'by the clock' : 'by processor time of Node and Postgres';
  const row = {
    what: `${clients} clients at once, ${output}, ${measured}`,
    ours: formatSpread(ours),
    peer: formatSpread(bare),
    ratio: ours.median / bare.median,
    goal: '≥ 0.35',
  };
  process.stdout.write(`${row.what}: ours ${row.ours}, bare engine ${row.peer}, ratio ${row.ratio.toFixed(2)}\n`);
  return row;
}
await admin.end();
await app.stop();
await postgres.stop();
await rm(dir, { recursive: true, force: true });
if (values.record) {
  recordBenchmark({
    section: 'Jobs',
    about:
      'A job that does nothing through our whole path (quote, hold, task, attempt, asset, settlement, events: two calls and one task), against a task of the same engine that does nothing, enqueued in a transaction of its own. Same process, same database with real commits, two shared cores.',
    script: 'bench:jobs',
    unit: 'jobs/s',
    rows,
    date: new Date(),
  });
}
