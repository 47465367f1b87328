import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Me } from '#contract/api/accounts.ts';
import { startDemo } from '#emulators/demo/start-demo.ts';
import type { DemoOptions } from '#emulators/demo/start-demo.ts';
import { createClient } from '#sdk/index.ts';
import type { AtelierClient } from '#sdk/index.ts';
import { createApp } from '#server/app.ts';
import type { App, AppOptions } from '#server/app.ts';
import type { Settings } from '#server/domains/settings.ts';
import type { TestClock } from '#server/kernel/clock.ts';
import { present } from '#server/kernel/assert.ts';
import { createLog } from '#server/kernel/log.ts';
import { createTestDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { createSessionFetch } from './session-fetch.ts';
import type { SessionFetch } from './session-fetch.ts';
import { createShiftedClock } from './shifted-clock.ts';

export const testPassword = 'a password for tests';

/** Somebody with a browser of their own. */
export interface Visitor extends SessionFetch {
  /** The typed client, known by the cookies it was given. */
  sdk: AtelierClient;
  /** A raw request to a path of the app; a `json` body is written and typed for you. */
  send(path: string, init?: RequestInit & { json?: unknown }): Promise<Response>;
}

export interface Person extends Visitor {
  email: string;
  password: string;
  displayName: string;
  accountId: string;
  workspaceId: string;
}

export interface TestApp {
  url: string;
  app: App;
  test: TestDatabase;
  dataDir: string;
  /** Moves the app's time ahead; SQL's `app.now()` and the engine stay in the present. */
  clock: TestClock;
  /** Every line the app logged, at level debug. */
  logLines: string[];
  visitor(userAgent?: string): Visitor;
  /** A new account, signed in. The first one is the operator. */
  signUp(person?: { email?: string; displayName?: string; password?: string; userAgent?: string }): Promise<Person>;
  /** A client that is known by an API key. */
  withKey(secret: string): Visitor;
  close(): Promise<void>;
}

export interface TestAppOptions {
  settings?: Partial<Settings>;
  demo?: Partial<DemoOptions>;
  app?: Partial<AppOptions>;
  /** False leaves the engine off: tasks wait, and starting and stopping are faster. */
  worker?: boolean;
  /** A database to use instead of a new one; `close` leaves it to its maker. */
  test?: TestDatabase;
}

/**
 * The real app on a database of its own, with the demo service beside it. The engine is one per process, so a test file
 * starts one app at a time.
 */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const test = options.test ?? (await createTestDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), 'atelier-app-'));
  const demo = await startDemo({ dataDir: join(dataDir, 'demo'), speed: Infinity, ...options.demo });
  const clock = createShiftedClock();
  const logLines: string[] = [];
  const app = await createApp({
    databaseUrl: test.url,
    installationKey: Buffer.alloc(32, 7),
    settings: { ...testSettings, dataDir, ...options.settings },
    log: createLog({ level: 'debug', now: () => clock.now(), write: (line) => logLines.push(line) }),
    clock,
    demoUrl: demo.url,
    smtp: null,
    webDir: null,
    roles: new Set(options.worker === false ? ['web'] : ['web', 'worker']),
    ...options.app,
  });
  await app.start();
  const url = await present(app.http, 'a test app has a web side').listen({ host: '127.0.0.1', port: 0 });
  let people = 0;

  function visitor(userAgent = 'atelier-test/1', apiKey?: string): Visitor {
    const session = createSessionFetch(userAgent);
    return {
      ...session,
      sdk: createClient({ url, fetch: session.fetch, ...(apiKey && { apiKey }) }),
      send(path, { json, ...init } = {}) {
        const headers = new Headers(init.headers);
        if (json !== undefined) headers.set('content-type', 'application/json');
        if (apiKey) headers.set('authorization', `Bearer ${apiKey}`);
        return session.fetch(url + path, {
          ...init,
          headers,
          ...(json !== undefined && { body: JSON.stringify(json) }),
        });
      },
    };
  }

  return {
    url,
    app,
    test,
    dataDir,
    clock,
    logLines,
    visitor,
    async signUp(given = {}) {
      people += 1;
      const {
        email = `person${people}@example.org`,
        displayName = `Person ${people}`,
        password = testPassword,
        userAgent,
      } = given;
      const client = visitor(userAgent);
      const me: Me = await client.sdk.accounts.signUp({ email, displayName, password });
      return { ...client, email, displayName, password, accountId: me.account.id, workspaceId: me.workspace.id };
    },
    withKey: (secret) => visitor(undefined, secret),
    async close() {
      await app.stop();
      await demo.close();
      if (!options.test) await test.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const testSettings: Omit<Settings, 'dataDir'> = {
  edition: 'studio',
  version: '0.0.0-test',
  publicUrl: 'http://127.0.0.1',
  secureCookies: true,
  signUpGrantCredits: 500,
  signUpGrantDays: null,
  storageQuotaBytes: 1_000_000_000,
  maximumUploadBytes: 100_000_000,
  sessionIdleMinutes: 60,
  sessionMaximumDays: 30,
  maximumActiveJobs: 20,
};
