import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';
import type { RecoveryClass } from '#adapters/models/spec.ts';
import { keepProcess } from './child-process.ts';
import type { ManagedProcess } from './child-process.ts';
import type { JobWorkerOrder } from './job-worker.ts';
import { misbehaviour, mutantMisbehaviour } from './misbehaviour.data.ts';
import type { ProofCluster } from './proof-cluster.ts';

export type ProvenClass = Extract<RecoveryClass, 'replay-key' | 'searchable' | 'blind'>;

export interface ProofSite {
  url: string;
  recovery: ProvenClass;
  dataDir: string;
  admin: pg.Pool;
  /** `front` answers requests and works, `back` only works. */
  processes: { front: ManagedProcess; back: ManagedProcess; provider: ManagedProcess };
  /** Lines of the application's logs by event name. */
  events: Map<string, number>;
  falls: { name: string; wasReady: boolean; words: string }[];
  /** Turns the provider's faults on or off; it forgets them when it is killed. */
  misbehave(on: boolean): Promise<void>;
  close(): Promise<void>;
}

const loginPassword = 'proof-login-password';

/** One installation under test: a database, a provider and two processes of ours. */
export async function openSite(
  cluster: ProofCluster,
  options: { recovery: ProvenClass; forgetful: boolean; dir: string },
): Promise<ProofSite> {
  const { recovery, forgetful, dir } = options;
  const dataDir = join(dir, recovery);
  const demoDir = join(dataDir, 'demo');
  await mkdir(demoDir, { recursive: true });
  const adminUrl = await cluster.createDatabase(`proof_${recovery.replace('-', '_')}`);
  await migrate({ adminUrl, loginPassword });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 2 });
  admin.on('error', () => {});
  admin.on('connect', (client) => void client.on('error', () => {}));

  const [webPort, demoPort] = [await freePort(), await freePort()];
  const demoUrl = `http://127.0.0.1:${demoPort}`;
  const events = new Map<string, number>();
  const falls: ProofSite['falls'] = [];
  const compileCacheDir = join(dir, 'compile-cache');
  const common = { compileCacheDir, onFall: (fall: ProofSite['falls'][number]) => void falls.push(fall) };
  const onLine = (line: string) => {
    const event = /"event":"([^"]+)"/.exec(line)?.[1];
    const fault = /"fault":"([^"]+)"/.exec(line)?.[1];
    if (event)
      for (const key of fault ? [event, `${event} ${fault}`] : [event]) events.set(key, (events.get(key) ?? 0) + 1);
  };

  async function application(
    name: string,
    roles: JobWorkerOrder['roles'],
    port: number | null,
  ): Promise<ManagedProcess> {
    const order: JobWorkerOrder = {
      databaseUrl: runtimeUrl(adminUrl, loginPassword),
      dataDir,
      demoUrl,
      recovery,
      roles,
      port,
      forgetful,
    };
    const orderFile = join(dataDir, `${name}.json`);
    await writeFile(orderFile, JSON.stringify(order));
    return keepProcess({ ...common, name, args: ['tools/prove/job-worker.ts', orderFile], onLine });
  }
  const provider = keepProcess({
    ...common,
    name: 'provider',
    args: ['emulators/demo/main.ts', '--port', String(demoPort), '--data', demoDir, '--speed', '1000'],
  });
  await provider.ready();
  const front = await application('front', ['web', 'worker'], webPort);
  const back = await application('back', ['worker'], null);
  await Promise.all([front.ready(), back.ready()]);

  return {
    url: `http://127.0.0.1:${webPort}`,
    recovery,
    dataDir,
    admin,
    processes: { front, back, provider },
    events,
    falls,
    async misbehave(on) {
      const modes = {
        idempotency: recovery === 'replay-key' ? 'on' : 'off',
        searchable: recovery === 'blind' ? 'off' : 'on',
      };
      const order = {
        method: 'POST',
        body: JSON.stringify({ faults: !on ? [] : forgetful ? mutantMisbehaviour : misbehaviour, modes }),
      };
      // A connection kept from before a kill breaks on its first use.
      for (let tries = 1; ; tries += 1) {
        const answer = await fetch(`${demoUrl}/v1/faults`, order).catch((error: unknown) => {
          if (tries === 5) throw error;
          return null;
        });
        if (answer?.ok) return;
      }
    },
    async close() {
      await Promise.all([front, back, provider].map((one) => one.end()));
      await admin.end();
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
