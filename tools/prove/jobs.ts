import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { checkSite } from './check-site.ts';
import type { Check } from './check-site.ts';
import { startCustomers } from './customers.ts';
import { killAtRandom } from './kill-plan.ts';
import { startCluster } from './proof-cluster.ts';
import type { ProofCluster } from './proof-cluster.ts';
import { openSite } from './proof-site.ts';
import type { ProofSite, ProvenClass } from './proof-site.ts';
import { readEffects } from './read-effects.ts';

/**
 * The kill proof: real processes are killed at random moments while people start, cancel and repeat paid jobs, and the
 * provider loses answers. Afterwards the provider's own effect log says whether anything was bought or charged twice.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    /** Ends the killing early on a slow machine; the figures say how many kills it was. */
    minutes: { type: 'string', default: '600' },
    classes: { type: 'string', default: 'replay-key,searchable,blind' },
    /** Plants the bug that the proof must see, and passes when it is seen. */
    mutant: { type: 'boolean', default: false },
    /** Leaves the folder of the run for a look. */
    keep: { type: 'boolean', default: false },
  },
});
const classes = values.classes.split(',') as ProvenClass[];
const customersCount = 5;
const settleWithinMs = 150_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

const startedAt = performance.now();
const dir = await mkdtemp(join(tmpdir(), 'atelier-proof-'));
const cluster = await startCluster(dir);
// The database is a process group of its own; the others notice by themselves that this process is gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void abandon());
process.once('disconnect', () => void abandon());
let passed = 0;
let failed = 0;
try {
  const perClass = Math.ceil(Number(values.kills) / classes.length);
  for (const recovery of classes) {
    const checks = await proveClass(cluster, recovery, perClass);
    const broken = checks.filter((check) => check.broken.length > 0);
    if (values.mutant) {
      const seen = broken.some((check) => check.promise === 'no job buys twice');
      say(
        `  ${seen ? 'ok  ' : 'FAIL'} the planted bug is ${seen ? '' : 'not '}seen: ${broken.map((check) => check.promise).join('; ')}`,
      );
      if (seen) passed += 1;
      else failed += 1;
      continue;
    }
    for (const check of checks) say(`  ${check.broken.length === 0 ? 'ok  ' : 'FAIL'} ${check.promise}`);
    for (const { promise, broken: list } of broken)
      say(`\n  ${promise}: ${list.length} times broken\n    ${list.slice(0, 10).join('\n    ')}`);
    passed += checks.length - broken.length;
    failed += broken.length;
  }
} finally {
  await cluster.close();
  if (values.keep) say(`The run lies in ${dir}`);
  else await rm(dir, { recursive: true, force: true });
}
say(`\n${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function abandon(): Promise<never> {
  await cluster.close().catch(() => {});
  await rm(dir, { recursive: true, force: true });
  process.exit(1);
}

async function proveClass(here: ProofCluster, recovery: ProvenClass, kills: number): Promise<Check[]> {
  const began = performance.now();
  const site = await openSite(here, { recovery, forgetful: values.mutant, dir });
  try {
    const customers = await startCustomers(site.url, customersCount);
    await site.misbehave(true);
    const done = await killAtRandom(site, here, {
      count: kills,
      withinMs: (Number(values.minutes) * 60_000) / classes.length,
    });
    await site.misbehave(false);
    await customers.stop();
    const settlingFrom = performance.now();
    await settled(site);
    const effects = readEffects(join(site.dataDir, 'demo'));
    const { rows } = await site.admin.query<{ text: string }>(
      "select string_agg(state || ' ' || count, ', ' order by count desc) as text from (select state, count(*) from app.jobs group by 1) s",
    );
    const counts = (name: string) => site.events.get(name) ?? 0;
    say(
      `\n${recovery}: ${Object.values(done.kills).reduce((sum, one) => sum + one, 0)} kills (${Object.entries({
        ...done.kills,
        'while starting': done.whileStarting,
      })
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', ')})`,
    );
    say(
      `  ${customers.accepted.length} jobs: ${rows[0]?.text}; ${customers.cancels()} cancels, ${customers.repeatedRequests()} requests sent again`,
    );
    say(`  ${effects.submits.size} attempts reached the provider, ${effects.generations.length} generations bought`);
    say(
      `  ${counts('engine.recovered')} take-overs, ${counts('job.fault')} jobs given up, settled ${((performance.now() - settlingFrom) / 1000).toFixed(1)} s after the last request, ${((performance.now() - began) / 1000).toFixed(0)} s in all`,
    );
    const faults = [...site.events].filter(([key]) => key.includes(' ')).map(([key, count]) => `${count} × ${key}`);
    if (faults.length > 0) say(`  logged: ${faults.join(', ')}`);
    const startFalls = site.falls.filter((fall) => !fall.wasReady);
    if (startFalls.length > 0) say(`  ${startFalls.length} starts failed and were repeated`);
    return await checkSite(site, customers.accepted);
  } finally {
    await site.close();
  }
}

/** Waits until nothing is under way any more, or the time for it is over. */
async function settled(site: ProofSite): Promise<void> {
  for (const end = performance.now() + settleWithinMs; performance.now() < end; await pause(300)) {
    const { rows } = await site.admin.query<{ open: number }>(
      'select count(*)::int as open from app.jobs where finished_at is null',
    );
    if (rows[0]?.open === 0) return;
  }
}
