import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createHttpClient } from '#adapters/http/safe-fetch.ts';
import { createSmtpMailer, outboxOnly } from '#adapters/mail/smtp.ts';
import { createDemoProvider } from '#adapters/models/demo/provider.ts';
import { createLocalProvider } from '#adapters/models/local/provider.ts';
import type { ModelProvider, RecoveryClass } from '#adapters/models/spec.ts';
import { createLocalDisk } from '#adapters/objects/local-disk.ts';
import type { ObjectStore } from '#adapters/objects/spec.ts';
import { createDatabase } from './db/database.ts';
import { createEventBell } from './db/event-bell.ts';
import { accountsRoutes, findCallerByApiKey, findCallerBySession } from './domains/accounts/index.ts';
import { billingRoutes } from './domains/billing/index.ts';
import { catalogRoutes } from './domains/catalog/index.ts';
import { createFacts } from './domains/facts.ts';
import { jobsRoutes } from './domains/jobs/index.ts';
import { libraryRoutes, temporaryDirOf } from './domains/library/index.ts';
import { notificationsRoutes } from './domains/notifications/index.ts';
import { route } from './domains/route.ts';
import type { Settings } from './domains/settings.ts';
import type { Ports } from './domains/slice.ts';
import { slices } from './domains/slices.ts';
import { startUpkeep } from './domains/upkeep.ts';
import { createEngine } from './engine/dbos-engine.ts';
import { createHttpServer } from './http/http-server.ts';
import { systemClock } from './kernel/clock.ts';
import type { Clock } from './kernel/clock.ts';
import { randomIds } from './kernel/ids.ts';
import type { Log } from './kernel/log.ts';
import { createSeal } from './kernel/seal.ts';
import { createMedia } from './media/create-media.ts';

export interface AppOptions {
  /** Of the runtime login; the schema is already there. */
  databaseUrl: string;
  installationKey: Buffer;
  settings: Settings;
  log: Log;
  clock?: Clock;
  /** Origin of the demo service; null leaves the demo provider out. */
  demoUrl: string | null;
  /** Adds the demo's proof models and pretends a recovery class; for proofs only. */
  proof?: { recovery: Extract<RecoveryClass, 'replay-key' | 'searchable' | 'blind'> };
  /** Only on one machine: external stores are passed in. */
  objects?: ObjectStore;
  smtp: { url: string; from: string } | null;
  allowedCidrs?: readonly string[];
  trustedHops?: number;
  webDir: string | null;
  roles: ReadonlySet<'web' | 'worker'>;
}

export interface App {
  ports: Ports;
  /** Null in a process that is only a worker. */
  http: FastifyInstance | null;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** The contract's routes, by domain. */
export const router = route.router({
  accounts: accountsRoutes,
  notifications: notificationsRoutes,
  billing: billingRoutes,
  catalog: catalogRoutes,
  library: libraryRoutes,
  jobs: jobsRoutes,
});

/** Builds every port and lists the domains: the one place that names concrete adapters. */
export async function createApp(options: AppOptions): Promise<App> {
  const { settings, log } = options;
  const { dataDir } = settings;
  const objectsDir = join(dataDir, 'objects');
  const temporaryDir = temporaryDirOf(dataDir);
  for (const directory of [objectsDir, temporaryDir, join(dataDir, 'scratch')]) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  }

  const clock = options.clock ?? systemClock;
  const database = createDatabase({ url: options.databaseUrl });
  const engine = await createEngine({ url: options.databaseUrl, executorId: randomIds.uuid(), log });
  const bell = await createEventBell(options.databaseUrl);
  const http = createHttpClient({
    allowLoopback: options.demoUrl ? [new URL(options.demoUrl).host] : [],
    allowedCidrs: options.allowedCidrs,
  });
  const local = createLocalProvider({ modelsDir: join(dataDir, 'models'), workDir: join(dataDir, 'scratch') });
  const media = createMedia({ readable: [objectsDir], temporaryDir });
  const providers: ModelProvider[] = [local];
  if (options.demoUrl) {
    providers.unshift(
      createDemoProvider({ baseUrl: options.demoUrl, proof: options.proof !== undefined, ...options.proof }),
    );
  }
  const mailer = options.smtp
    ? createSmtpMailer({ ...options.smtp, domain: new URL(settings.publicUrl).hostname })
    : outboxOnly;
  const objects = options.objects ?? (await createLocalDisk({ directory: objectsDir }));

  const ports: Ports = {
    database,
    clock,
    ids: randomIds,
    log,
    seal: createSeal(options.installationKey),
    settings,
    engine,
    objects,
    media,
    models: { providers: new Map(providers.map((provider) => [provider.id, provider])), local: local.store, http },
    mailer,
    facts: createFacts(slices),
  };
  for (const slice of slices) for (const task of slice.tasks?.(ports) ?? []) engine.define(task);

  const server = options.roles.has('web')
    ? await createHttpServer({
        ports,
        bell,
        router,
        slices,
        findCaller: { bySessionToken: findCallerBySession, byApiKey: findCallerByApiKey },
        trustedHops: options.trustedHops ?? 0,
        webDir: options.webDir,
      })
    : null;
  let upkeep: { stop(): Promise<void> } | undefined;

  return {
    ports,
    http: server,
    async start() {
      if (options.roles.has('worker')) {
        await engine.start();
        upkeep = startUpkeep(ports, slices);
      }
    },
    async stop() {
      await server?.close();
      await upkeep?.stop();
      await engine.stop();
      await bell.close();
      await Promise.all([local.close(), media.close()]);
      http.close();
      await database.close();
    },
  };
}
