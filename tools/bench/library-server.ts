/** One contestant of `bench:library`, in a process of its own. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { createApp } from '#server/app.ts';
import { migrate } from '#server/db/migrate.ts';
import { runtimeUrl } from '#server/db/roles.ts';
import type { Tx } from '#server/db/database.ts';
import { listAssetRows, searchAssetRows } from '#server/domains/library/queries.ts';
import { searchQuery } from '#server/domains/library/search-words.ts';
import { decodeCursor } from '#server/kernel/page.ts';
import { answerUsage } from './server-usage.ts';
import { present } from '#server/kernel/assert.ts';

export interface LibraryServerReady {
  port: number;
  path: string;
  cookie: string;
  workspaceId: string;
}

const [kind, adminUrl = '', dataDir = '', workspaceId = ''] = process.argv.slice(2);
answerUsage();
const ready = kind === 'ours' ? await startOurs() : await startPlain();
process.send?.(ready satisfies LibraryServerReady);

/** The whole application, with a person who signed up. */
async function startOurs(): Promise<LibraryServerReady> {
  const password = 'benchmark';
  await migrate({ adminUrl, loginPassword: password });
  const app = await createApp({
    databaseUrl: runtimeUrl(adminUrl, password),
    installationKey: randomBytes(32),
    settings: {
      edition: 'studio',
      version: '0',
      publicUrl: 'http://127.0.0.1',
      secureCookies: false,
      signUpGrantCredits: 0,
      signUpGrantDays: null,
      storageQuotaBytes: 1e12,
      maximumUploadBytes: 1e9,
      sessionIdleMinutes: 600,
      sessionMaximumDays: 1,
      maximumActiveJobs: 1,
      dataDir,
    },
    log: () => {},
    demoUrl: null,
    smtp: null,
    webDir: null,
    roles: new Set(['web']),
  });
  await app.start();
  const http = present(app.http, 'a process with the role web serves');
  await http.listen({ port: 0, host: '127.0.0.1' });
  const port = (http.server.address() as AddressInfo).port;
  const answer = await http.inject({
    method: 'POST',
    url: '/api/auth/sign-up',
    headers: { 'sec-fetch-site': 'same-origin' },
    payload: { email: 'bench@example.com', password: randomBytes(12).toString('hex'), displayName: 'Bench' },
  });
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const { workspace } = answer.json() as { workspace: { id: string } };
  return { port, path: '/api/assets', cookie, workspaceId: workspace.id };
}

/** The limit: the same statements on a bare pool past every wall, their rows as JSON. */
async function startPlain(): Promise<LibraryServerReady> {
  // The statements name the workspace by this setting.
  const pool = new pg.Pool({ connectionString: adminUrl, max: 12, options: `-c app.workspace_id=${workspaceId}` });
  const tx = { client: pool } as unknown as Tx;
  const server = createServer((request, response) => void answerPage(request, response));
  async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const query = new URL(request.url ?? '', 'http://localhost').searchParams;
    const page = {
      filter: { trashed: false },
      before: decodeCursor(query.get('cursor') ?? ''),
      limit: Number(query.get('limit')) + 1,
    };
    const words = searchQuery(query.get('search') ?? '');
    const rows = words === null ? await listAssetRows(tx, page) : await searchAssetRows(tx, words, page);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items: rows }));
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, path: '/', cookie: '', workspaceId };
}
