import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { createApp } from '#server/app.ts';
import type { AppOptions } from '#server/app.ts';
import { createLog } from '#server/kernel/log.ts';
import { forgetAttempts } from './forgetful-provider.ts';

/** What one process of the proof is told, as JSON in the file its only argument names. */
export interface JobWorkerOrder {
  databaseUrl: string;
  dataDir: string;
  demoUrl: string;
  recovery: NonNullable<AppOptions['proof']>['recovery'];
  roles: ('web' | 'worker')[];
  /** Null in a process without the web side. */
  port: number | null;
  /** The mutant: acts as if no attempt had been written down. */
  forgetful: boolean;
}

const order = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as JobWorkerOrder;
const { dataDir } = order;

// The proof holds the other end: when it is gone, however it went, so is this process.
process.stdin
  .on('end', () => process.exit(0))
  .on('error', () => process.exit(0))
  .resume();

const app = await createApp({
  databaseUrl: order.databaseUrl,
  installationKey: Buffer.alloc(32, 7),
  settings: {
    edition: 'studio',
    version: '0.0.0-proof',
    publicUrl: `http://127.0.0.1:${order.port ?? 0}`,
    secureCookies: true,
    signUpGrantCredits: 100_000,
    signUpGrantDays: null,
    storageQuotaBytes: 10_000_000_000,
    maximumUploadBytes: 1_000_000,
    sessionIdleMinutes: 600,
    sessionMaximumDays: 30,
    maximumActiveJobs: 5_000,
    dataDir,
  },
  log: createLog({ level: 'info', now: () => new Date(), write: (line) => process.stderr.write(`${line}\n`) }),
  demoUrl: order.demoUrl,
  proof: { recovery: order.recovery },
  smtp: null,
  webDir: null,
  roles: new Set(order.roles),
});
if (order.forgetful) {
  const providers = app.ports.models.providers as Map<string, Parameters<typeof forgetAttempts>[0]>;
  for (const [id, provider] of providers) if (id === 'demo') providers.set(id, forgetAttempts(provider));
}
await app.start();
if (order.port !== null) await app.http?.listen({ port: order.port, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
// A killed process cannot leave its compiled code behind for the next one, so it is done now.
flushCompileCache();
