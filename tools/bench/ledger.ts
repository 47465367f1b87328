import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '#server/db/database.ts';
import type { Database } from '#server/db/database.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';
import { findViolations, grantCredits, holdCredits, settleHold } from '#server/domains/billing/index.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { randomIds } from '#server/kernel/ids.ts';
import { findPgbench, runPgbench } from './pgbench.ts';
import { recordBenchmark } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';

const clients = 8;
const accounts = 1000;
const rounds = 5;
const seconds = 4;
const password = 'benchmark';

const accountId = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;

/** Hold and settle in two transactions, as start and end of a job are, through the verbs and all they do. */
async function runVerbs(database: Database, accountCount: number): Promise<number> {
  const ports = { database, clock: systemClock, ids: randomIds };
  const until = performance.now() + seconds * 1000;
  const start = performance.now();
  let pairs = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const id = accountId(1 + Math.floor(Math.random() * accountCount));
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

/** The same statements, as the verbs send them, by a client that does nothing else. */
function pgbenchScript(accountCount: number): string {
  const uuid = (variable: string) => `('00000000-0000-4000-8000-' || lpad(:${variable}::text, 12, '0'))`;
  const begin = `begin;
select set_config('role', 'atelier_app', true), set_config('app.workspace_id', ${uuid('account')}, true), set_config('app.account_id', '', true), set_config('app.operator', '', true);`;
  const commit = `insert into app.events (workspace_id, type, payload) values (${uuid('account')}::uuid, 'balance.changed', '{}');
commit;
select pg_notify('atelier_events', ${uuid('account')});`;
  return `\\set account random(1, ${accountCount})
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
  const url = runtimeUrl(postgres.url, password);
  const database = createDatabase({ url, poolSize: clients + 4 });
  const ports = { database, clock: systemClock, ids: randomIds };
  for (let index = 1; index <= accounts; index += 1) {
    const id = accountId(index);
    const grant = {
      reason: 'benchmark',
      credits: 1_000_000_000,
      source: 'promotion',
      expiresAt: null,
      memo: '',
    } as const;
    await database.inWorkspace(id, (tx) => grantCredits({ tx, ports, workspace: { id } }, grant));
  }
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
  const cases = [
    { what: `hold + settle, ${accounts} accounts, ${clients} clients`, accountCount: accounts },
    { what: `hold + settle, one hot account, ${clients} clients`, accountCount: 1 },
  ].map((each) => ({
    ...each,
    script: join(dataDir, `${each.accountCount}.sql`),
    ours: [] as number[],
    theirs: [] as number[],
  }));
  for (const each of cases) {
    writeFileSync(each.script, pgbenchScript(each.accountCount));
    await runVerbs(ledger.database, each.accountCount);
  }
  for (let round = 1; round <= rounds; round += 1) {
    for (const each of cases) {
      each.theirs.push(await runPgbench({ url: ledger.url, script: each.script, clients, seconds }));
      each.ours.push(await runVerbs(ledger.database, each.accountCount));
      console.log(
        `${round}/${rounds} ${each.what}: ${each.ours.at(-1)!.toFixed(0)} pairs/s, pgbench ${each.theirs.at(-1)!.toFixed(0)}`,
      );
    }
  }
  const rows = cases.map(({ what, ours, theirs }) => {
    const [mine, peers] = [spreadOf(ours), spreadOf(theirs)];
    return {
      what,
      ours: formatSpread(mine),
      peer: formatSpread(peers),
      ratio: mine.median / peers.median,
      goal: '≥ 0.8',
    };
  });
  console.table(rows);
  const violations = await findViolations(ledger);
  if (violations.length > 0) throw new Error(`The books do not add up after the benchmark: ${violations[0]!.rule}`);
  recordBenchmark({
    section: 'Ledger',
    about:
      'Our verbs, each in a transaction with its event, against pgbench sending the same statements to the same embedded Postgres.',
    script: 'bench:ledger',
    unit: 'pairs/s',
    rows,
    date: new Date(),
  });
} finally {
  await ledger.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
