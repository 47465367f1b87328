/** `npm run bench:library [-- 100000,1000000]`: the page of 50 assets at 100 k (and ×10), through our API, against plain Node on the same SQL. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#server/db/embedded-postgres.ts';
import type { LibraryServerReady } from './library-server.ts';
import type { ServerUsage } from './server-usage.ts';
import { addAssets } from './library-rows.ts';
import { recordBenchmark } from './record-benchmark.ts';
import type { BenchmarkRow } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';

const sizes = (process.argv[2] ?? '100000').split(',').map(Number);
const connections = 8;
const requestsPerRound = 300;
const rounds = 5;

const dataDir = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir, port: 0, log: () => {} });
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const rows: BenchmarkRow[] = [];
try {
  const ours = await startServer('ours');
  const plain = await startServer('plain', ours.ready.workspaceId);
  let present = 0;
  for (const size of sizes) {
    await addAssets(postgres.url, { workspaceId: ours.ready.workspaceId, from: present, to: size });
    present = size;
    const deep = await cursorAfter(ours, 20);
    for (const [what, query] of [
      ['first page', 'limit=50'],
      ['a page in the depth', `limit=50&cursor=${deep}`],
      ['words, found often', 'limit=50&search=harbour'],
      ['words, found seldom', 'limit=50&search=photo+4711'],
    ] as const) {
      const row = await compare({
        what: `${size.toLocaleString('en')} assets, ${what}`,
        query,
        servers: [ours, plain],
      });
      console.log(row);
      rows.push(...row);
    }
  }
  for (const { child } of [ours, plain]) child.kill();
} finally {
  agent.destroy();
  await postgres.stop();
  await rm(dataDir, { recursive: true, force: true });
}

recordBenchmark({
  section: 'Library page',
  about: `50 assets over HTTP with session, row-level security, contract and signed addresses, against plain Node answering the same SQL's rows without any of these; ${connections} connections, ${rounds} rounds.`,
  script: 'bench:library',
  unit: 'pages/s',
  rows,
  date: new Date(),
});

interface Running {
  child: ChildProcess;
  ready: LibraryServerReady;
}

async function startServer(kind: 'ours' | 'plain', workspaceId = ''): Promise<Running> {
  const child = fork(join(import.meta.dirname, 'library-server.ts'), [kind, postgres.url, dataDir, workspaceId]);
  const [ready] = (await once(child, 'message')) as [LibraryServerReady];
  return { child, ready };
}

async function compare(options: { what: string; query: string; servers: [Running, Running] }): Promise<BenchmarkRow[]> {
  const figures: [number[], number[]] = [[], []];
  const cpuFigures: [number[], number[]] = [[], []];
  const latenciesMs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    for (const index of round % 2 ? ([1, 0] as const) : ([0, 1] as const)) {
      const { perSecond, perCpuSecond, latencies } = await measure(options.servers[index], options.query);
      // The first round warms plans and caches.
      if (round === 0) continue;
      figures[index].push(perSecond);
      cpuFigures[index].push(perCpuSecond);
      if (index === 0) latenciesMs.push(...latencies);
    }
  }
  const single = await measure(options.servers[0], options.query, 1, 200);
  const p50 = `ours alone p50 ${spreadOf(single.latencies).median.toFixed(1)} ms, with ${connections} p50 ${spreadOf(latenciesMs).median.toFixed(1)} ms`;
  return [
    rowOf(`${options.what}; ${p50}`, figures),
    rowOf(`${options.what}, by the server's processor time`, cpuFigures),
  ];
}

function rowOf(what: string, [ours, plain]: [number[], number[]]): BenchmarkRow {
  const [mine, theirs] = [spreadOf(ours), spreadOf(plain)];
  return {
    what,
    ours: formatSpread(mine),
    peer: formatSpread(theirs),
    ratio: mine.median / theirs.median,
    goal: '≥ 0.5',
  };
}

async function measure(
  { child, ready }: Running,
  query: string,
  atOnce = connections,
  requests = requestsPerRound,
): Promise<{ perSecond: number; perCpuSecond: number; latencies: number[] }> {
  const latencies: number[] = [];
  const before = await usageOf(child);
  const startedAt = performance.now();
  let asked = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (asked++ < requests) {
        const askedAt = performance.now();
        await ask(ready, query);
        latencies.push(performance.now() - askedAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = ((await usageOf(child)).cpuMicroseconds - before.cpuMicroseconds) / 1e6;
  return { perSecond: requests / seconds, perCpuSecond: requests / cpuSeconds, latencies };
}

async function usageOf(child: ChildProcess): Promise<ServerUsage> {
  child.send('usage');
  const [usage] = (await once(child, 'message')) as [ServerUsage];
  return usage;
}

async function cursorAfter(server: Running, pages: number): Promise<string> {
  let cursor = '';
  for (let page = 0; page < pages; page += 1) {
    const text = await ask(server.ready, `limit=200${cursor && `&cursor=${cursor}`}`);
    cursor = (JSON.parse(text) as { nextCursor: string }).nextCursor;
  }
  return cursor;
}

function ask({ port, path, cookie }: LibraryServerReady, query: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ port, path: `${path}?${query}`, agent, host: '127.0.0.1', headers: { cookie } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    }).on('error', reject);
  });
}
