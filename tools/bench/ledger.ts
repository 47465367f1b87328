import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase } from '#server/db/database.ts';
import type { Database } from '#server/db/database.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';
import { findViolations, holdCredits, settleHold } from '#server/domains/billing/index.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { randomIds } from '#server/kernel/ids.ts';
import { findPgbench, runPgbench } from './pgbench.ts';
import { recordBenchmark } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';

const rounds = 11;
// Short turns, so that both contestants of a round meet the same weather.
const seconds = 2;
const connections = 12;
const password = 'benchmark';

/** Callers are requests at once; ours share the pool of the running system, pgbench has a connection for each up to as many. */
const cases = [
  { what: '1,000 accounts, 8 callers', accounts: 1000, callers: 8 },
  { what: 'one hot account, 8 callers', accounts: 1, callers: 8 },
  { what: 'ten times the accounts, 8 callers', accounts: 10_000, callers: 8 },
  { what: '1,000 accounts, ten times the callers', accounts: 1000, callers: 80 },
] as const;
type Case = (typeof cases)[number];
const mostAccounts = 10_000;

const accountId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Hold and settle in two transactions, as start and end of a job are, through the verbs and all they do. */
async function runVerbs(database: Database, { accounts, callers }: Case): Promise<number> {
  const ports = { database, clock: systemClock, ids: randomIds };
  const until = performance.now() + seconds * 1000;
  const start = performance.now();
  let pairs = 0;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < until) {
        const id = accountId(1 + Math.floor(Math.random() * accounts));
        const jobId = randomUUID();
        await database.inWorkspace(id, (tx) =>
          holdCredits({ tx, ports, workspace: { id } }, { jobId, credits: 3, memo: 'Benchmark' }),
        );
        await database.inWorkspace(id, (tx) =>
          settleHold({ tx, ports, workspace: { id } }, { jobId, credits: 2, memo: 'Benchmark' }),
        );
        pairs += 1;
      }
    }),
  );
  return (pairs * 1000) / (performance.now() - start);
}

/** The same statements, as the verbs send them, by a client that does nothing else and wakes nobody. */
function pgbenchScript({ accounts }: Case): string {
  const uuid = (variable: string) => `('00000000-0000-4000-8000-' || lpad(:${variable}::text, 12, '0'))`;
  const begin = `begin;
select set_config('role', 'atelier_app', true), set_config('app.workspace_id', ${uuid('account')}, true), set_config('app.account_id', '', true), set_config('app.operator', '', true);`;
  const commit = `insert into app.events (workspace_id, type, payload) select (event->>'workspaceId')::uuid, event->>'type', event->'payload' from jsonb_array_elements(jsonb_build_array(jsonb_build_object('workspaceId', ${uuid('account')}, 'type', 'balance.changed', 'payload', '{}'::jsonb))) with ordinality as announced (event, place) order by place;
commit;`;
  return `\\set account random(1, ${accounts})
\\set job random(1, 999999999999)
${begin}
select outcome, available from app.ledger_hold(${uuid('account')}::uuid, ${uuid('job')}::uuid, 3, 'Benchmark', now());
${commit}
${begin}
select app.ledger_settle(${uuid('account')}::uuid, ${uuid('job')}::uuid, 2, 'Benchmark', now());
${commit}
`;
}

async function openLedger(dataDir: string) {
  const postgres = await startEmbeddedPostgres({ dataDir, port: 0, log: () => {} });
  await migrate({ adminUrl: postgres.url, loginPassword: password });
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(
    `select app.ledger_grant(id, 'grant:benchmark', id, 1000000000, 'promotion', null, '', now())
       from (select ('00000000-0000-4000-8000-' || lpad(number::text, 12, '0'))::uuid as id from generate_series(1, $1::int) number) accounts`,
    [mostAccounts],
  );
  await admin.end();
  const url = runtimeUrl(postgres.url, password);
  const database = createDatabase({ url, poolSize: connections });
  return { database, url, stop: async () => (await database.close(), await postgres.stop()) };
}

const peer = findPgbench();
if (!peer) {
  console.error('pgbench is not on this machine. On Debian: apt-get install postgresql-contrib');
  process.exit(1);
}
const dataDir = mkdtempSync(join(tmpdir(), 'atelier-bench-ledger-'));
const ledger = await openLedger(dataDir);
try {
  const runs = cases.map((each, index) => ({
    ...each,
    script: join(dataDir, `${index}.sql`),
    ours: [] as number[],
    theirs: [] as number[],
    runOurs: () => runVerbs(ledger.database, each),
  }));
  for (const [index, run] of runs.entries()) writeFileSync(run.script, pgbenchScript(cases[index]!));
  await runs[0]!.runOurs();
  for (let round = 1; round <= rounds; round += 1) {
    for (const run of runs) {
      const { script, callers } = run;
      const runTheirs = () => runPgbench({ url: ledger.url, script, clients: Math.min(callers, connections), seconds });
      // Who goes first alternates: the second finds warmer caches and a busier disk.
      if (round % 2 === 0) run.ours.push(await run.runOurs());
      run.theirs.push(await runTheirs());
      if (round % 2 === 1) run.ours.push(await run.runOurs());
      console.log(
        `${round}/${rounds} ${run.what}: ${run.ours.at(-1)!.toFixed(0)} pairs/s, pgbench ${run.theirs.at(-1)!.toFixed(0)}`,
      );
    }
  }
  const rows = runs.map(({ what, ours, theirs }) => {
    const ratio = spreadOf(ours.map((perSecond, index) => perSecond / theirs[index]!)).median;
    return { what, ours: formatSpread(spreadOf(ours)), peer: formatSpread(spreadOf(theirs)), ratio, goal: '≥ 0.8' };
  });
  console.table(rows);
  const violations = await findViolations(ledger);
  if (violations.length > 0) throw new Error(`The books do not add up after the benchmark: ${violations[0]!.rule}`);
  recordBenchmark({
    section: 'Ledger',
    about:
      'Our verbs, each in a transaction with its event, against pgbench sending the same statements to the same embedded Postgres. The ratio is the median of the rounds.',
    script: 'bench:ledger',
    unit: 'pairs/s',
    rows,
    date: new Date(),
  });
} finally {
  await ledger.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
