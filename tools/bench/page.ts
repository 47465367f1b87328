/** `npm run bench:page`: time and bytes to a Create page one can type into, and what a warm start and an idle studio cost. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '#sdk/index.ts';
import { openBrowser } from '../../e2e/browser.ts';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import { findFreePort } from '#server/db/free-port.ts';
import { servePlainPage } from './plain-page.ts';
import { visitPage, type Visit } from './visit-page.ts';
import { recordBenchmark, type BenchmarkRow } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';
import { startStudio } from './started-studio.ts';

const rounds = 7;
const starts = 5;
const idleForMs = 10_000;
/** As measured in November 2026, see the specification: what a user would pick instead. */
const peers = { excalidrawScriptKb: 452, n8nMemoryMb: 540 };

const dataDir = mkdtempSync(path.join(tmpdir(), 'atelier-bench-page-'));
try {
  const rows = [...(await measurePage()), ...(await measureStart())];
  for (const { what, ours, peer, ratio, goal } of rows)
    console.log(`${what}\n  ${ours} against ${peer}: ${ratio.toFixed(2)} (goal ${goal})`);
  recordBenchmark({
    section: 'First page and start',
    about:
      'The Create page of somebody signed in, from navigation to a prompt field that takes words, in headless Chromium on this machine; the peer is a page with nothing but a text field, served by `node:http`. Then `npm start` on an existing data folder until the page answers, against its Postgres alone.',
    script: 'bench:page',
    unit: 'in the unit of the row',
    rows,
    date: new Date(),
  });
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}

async function measurePage(): Promise<BenchmarkRow[]> {
  const studio = await startStudio(dataDir);
  const plain = await servePlainPage();
  const browser = await openBrowser();
  try {
    const signIn = { email: 'bench@example.org', password: 'a password for benchmarks' };
    await createClient({ url: studio.url }).accounts.signUp({ ...signIn, displayName: 'Bench' });
    const cold: Visit[] = [];
    const warm: Visit[] = [];
    const bare: Visit[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await visitPage(browser, { url: studio.url, signIn });
      const theirs = await visitPage(browser, { url: plain.url });
      // The first round warms the browser itself.
      if (round === 0) continue;
      cold.push(ours.first);
      warm.push(ours.second);
      bare.push(theirs.first);
    }
    const limit = spreadOf(bare.map(({ readyMs }) => readyMs));
    const row = (what: string, visits: Visit[], goal: string): BenchmarkRow => {
      const spread = spreadOf(visits.map(({ readyMs }) => readyMs));
      return { what, ours: formatSpread(spread), peer: formatSpread(limit), ratio: spread.median / limit.median, goal };
    };
    const [one] = cold;
    if (!one) throw new Error('Nothing was measured');
    const scriptKb = one.scriptBytes / 1000;
    return [
      row(`ms to the prompt field, empty cache, ${rounds} visits`, cold, '≤ 1200 ms'),
      row(`ms to the prompt field, second visit, ${rounds} visits`, warm, '-'),
      {
        what: `KB of script before the prompt field, ${one.encoding}; all that was transferred ${(one.allBytes / 1000).toFixed(0)} KB in ${one.requests} requests`,
        ours: scriptKb.toFixed(0),
        peer: `${peers.excalidrawScriptKb} (Excalidraw)`,
        ratio: scriptKb / peers.excalidrawScriptKb,
        goal: '≤ 200 KB',
      },
    ];
  } finally {
    await browser.close();
    await plain.close();
    await studio.stop();
  }
}

async function measureStart(): Promise<BenchmarkRow[]> {
  const ours: number[] = [];
  const bare: number[] = [];
  let memoryMb = 0;
  for (let round = 0; round <= starts; round += 1) {
    const startedAt = performance.now();
    const postgres = await startEmbeddedPostgres({ dataDir, port: await findFreePort(0), log: () => undefined });
    const bareMs = performance.now() - startedAt;
    await postgres.stop();
    const studio = await startStudio(dataDir);
    if (round > 0) {
      bare.push(bareMs / 1000);
      ours.push(studio.readyAfterMs / 1000);
    }
    if (round === starts) {
      await new Promise((resolve) => setTimeout(resolve, idleForMs));
      memoryMb = studio.memoryBytes() / 1_000_000;
    }
    await studio.stop();
  }
  const [spread, limit] = [spreadOf(ours), spreadOf(bare)];
  return [
    {
      what: `s of a warm start to a page that answers, ${starts} starts`,
      ours: formatSpread(spread),
      peer: formatSpread(limit),
      ratio: spread.median / limit.median,
      goal: '≤ 3 s',
    },
    {
      what: `MB of memory when idle, with database and demo service (shared pages counted once)`,
      ours: memoryMb.toFixed(0),
      peer: `${peers.n8nMemoryMb} (n8n)`,
      ratio: memoryMb / peers.n8nMemoryMb,
      goal: '≤ 300 MB',
    },
  ];
}
