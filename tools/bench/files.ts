/** `npm run bench:files`: signed files through our route against plain `node:http` streaming the same files from disk. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalDisk } from '#adapters/objects/local-disk.ts';
import { objectKey } from '#adapters/objects/spec.ts';
import { sha256Hex } from '#server/kernel/ids.ts';
import type { FilesServerReady } from './files-server.ts';
import type { ServerUsage } from './server-usage.ts';
import { recordBenchmark } from './record-benchmark.ts';
import type { BenchmarkRow } from './record-benchmark.ts';
import { formatSpread, spreadOf } from './spread.ts';

const sizes = [
  { label: '20 KB', bytes: 20_000, requests: 3_000 },
  { label: '2 MB', bytes: 2_000_000, requests: 200 },
];
const rounds = 5;
const connections = 16;
const filesPerSize = 50;

const directory = await mkdtemp(join(tmpdir(), 'atelier-bench-'));
const files = await makeFiles();
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const servers = await Promise.all((['ours', 'plain'] as const).map(startServer));
const [ours, plain] = servers;

const rows: BenchmarkRow[] = [];
for (const size of sizes) {
  const results = { ours: [] as Result[], plain: [] as Result[] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const server of round % 2 ? [plain, ours] : [ours, plain]) {
      if (!server) continue;
      const result = await measure(server, size);
      if (round > 0) results[server.kind].push(result);
    }
  }
  for (const figure of ['perCpuSecond', 'perSecond'] as const) {
    const [mine, theirs] = (['ours', 'plain'] as const).map((kind) =>
      spreadOf(results[kind].map((one) => one[figure])),
    );
    if (!mine || !theirs) continue;
    rows.push({
      what: `${size.label}, ${figure === 'perSecond' ? 'by the clock' : "by the server's processor time"}`,
      ours: formatSpread(mine),
      peer: formatSpread(theirs),
      ratio: mine.median / theirs.median,
      goal: '≥ 0.8',
    });
  }
}
agent.destroy();
for (const { child } of servers) child.kill();
await rm(directory, { recursive: true });

recordBenchmark({
  section: 'Files',
  about: `Signed files through our route against plain \`node:http\` streaming the same files, each server in a process of its own; ${connections} connections, ${rounds} rounds.`,
  script: 'bench:files',
  unit: 'requests/s',
  rows,
  date: new Date(),
});
console.table(rows);

interface Result {
  perSecond: number;
  perCpuSecond: number;
}
interface Running {
  kind: 'ours' | 'plain';
  child: ChildProcess;
  ready: FilesServerReady;
}

async function makeFiles(): Promise<{ sha256: string; bytes: number }[]> {
  const store = await createLocalDisk({ directory: join(directory, 'objects') });
  const made: { sha256: string; bytes: number }[] = [];
  for (const { bytes } of sizes) {
    for (let index = 0; index < filesPerSize; index += 1) {
      const content = Buffer.alloc(bytes, `${bytes}-${index};`);
      const path = join(directory, 'file');
      await writeFile(path, content);
      const sha256 = sha256Hex(content);
      await store.putFile(objectKey(sha256), path);
      made.push({ sha256, bytes });
    }
  }
  return made;
}

async function startServer(kind: 'ours' | 'plain'): Promise<Running> {
  const child = fork(join(import.meta.dirname, 'files-server.ts'), [kind, join(directory, 'objects')]);
  child.send({ files });
  const [ready] = (await once(child, 'message')) as [FilesServerReady];
  return { kind, child, ready };
}

async function measure({ child, ready }: Running, size: { bytes: number; requests: number }): Promise<Result> {
  const paths = ready.paths.filter((_, index) => files[index]?.bytes === size.bytes);
  const before = await usageOf(child);
  const startedAt = performance.now();
  let asked = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (asked < size.requests) await ask(ready.port, paths[asked++ % paths.length] ?? '', size.bytes);
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = ((await usageOf(child)).cpuMicroseconds - before.cpuMicroseconds) / 1e6;
  return { perSecond: size.requests / seconds, perCpuSecond: size.requests / cpuSeconds };
}

async function usageOf(child: ChildProcess): Promise<ServerUsage> {
  child.send('usage');
  const [usage] = (await once(child, 'message')) as [ServerUsage];
  return usage;
}

function ask(port: number, path: string, bytes: number): Promise<void> {
  return new Promise((resolve, reject) => {
    get({ port, path, agent, host: '127.0.0.1' }, (response) => {
      let received = 0;
      response.on('data', (chunk: Buffer) => (received += chunk.length));
      response.on('end', () =>
        response.statusCode === 200 && received === bytes
          ? resolve()
          : reject(new Error(`${response.statusCode}, ${received} bytes`)),
      );
    }).on('error', reject);
  });
}
