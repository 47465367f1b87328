import { mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import type { ServerOptions } from '@tus/server';
import type { FastifyInstance } from 'fastify';
import { AtelierError } from '#contract/errors.ts';
import { faultOf } from '../../kernel/log.ts';
import { requireRole } from '../accounts/index.ts';
import type { Caller } from '../route.ts';
import type { Authenticate, Ports } from '../slice.ts';
import { beginUpload } from './begin-upload.ts';
import { finishUpload } from './finish-upload.ts';
import type { FinishedUpload } from './finish-upload.ts';
import { isUploadId, receivedBytes, uploadsDirOf } from './upload-files.ts';
import { deleteUpload, readUpload } from './uploads.queries.ts';
import type { UploadRow } from './uploads.queries.ts';

export const uploadsPath = '/api/uploads';
type HookRequest = Parameters<NonNullable<ServerOptions['onUploadCreate']>>[0];

/** What was found out about a request before the protocol library takes it over. */
interface Opened {
  caller: Caller;
  requestId: string;
  upload: UploadRow | null;
}

/**
 * Resumable uploads (tus 1.0) on disk. Who may, how large and how much is decided before the first byte; what the
 * bytes are, after the last. The answer to the last part names the asset in `Atelier-Asset`.
 */
export function mountUploads(server: FastifyInstance, ports: Ports, authenticate: Authenticate): void {
  const directory = uploadsDirOf(ports.settings.dataDir);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const opened = new WeakMap<IncomingMessage, Opened>();
  const tus = new Server({
    path: uploadsPath,
    datastore: new FileStore({ directory }),
    relativeLocation: true,
    // Our own page only: no other origin is told anything.
    allowedOrigins: [],
    namingFunction: () => ports.ids.uuid(),
    async onUploadCreate(request, upload) {
      const { caller, requestId } = openedBy(request);
      const { actor, workspace } = caller;
      await ports.database.inWorkspace(
        workspace.id,
        (tx) =>
          beginUpload(
            { actor, workspace, requestId, tx, ports },
            { id: upload.id, name: upload.metadata?.['filename'] ?? '', sizeBytes: upload.size },
          ),
        { accountId: actor.accountId },
      );
      // The name is kept in our table, under the wall; the library's note on disk needs none.
      return { metadata: {} };
    },
    async onUploadFinish(request, { id }) {
      const { caller } = openedBy(request);
      const row = await ports.database.inWorkspace(caller.workspace.id, (tx) => readUpload(tx, id));
      return row ? { headers: headersOf(await finishUpload(ports, row)) } : {};
    },
    onResponseError(request, error) {
      if (!(error instanceof Error)) return undefined;
      return answerTo(ports, openedBy(request).requestId, error);
    },
  });

  function openedBy(request: HookRequest): Opened {
    const raw = request.runtime?.node?.req as IncomingMessage | undefined;
    const found = raw && opened.get(raw);
    if (!found) throw new Error('Every upload request is opened by our route first');
    return found;
  }

  async function handle(request: IncomingMessage, response: ServerResponse, found: Opened): Promise<void> {
    const { upload, caller } = found;
    if (upload?.state === 'finished' || (upload && request.method === 'HEAD' && (await isComplete(upload)))) {
      return answerFinished(request, response, found, upload);
    }
    // The row goes first: a file without a row is swept, a row without a file would keep its share of the quota.
    if (request.method === 'DELETE' && upload) {
      await ports.database.inWorkspace(caller.workspace.id, (tx) => deleteUpload(tx, upload.id));
    }
    opened.set(request, found);
    await tus.handle(request, response);
  }

  async function isComplete({ id, sizeBytes }: UploadRow): Promise<boolean> {
    return (await receivedBytes(ports.settings.dataDir, id)) === sizeBytes;
  }

  /** All bytes are there, but the answer was lost, or we fell before we could make an asset of them. */
  async function answerFinished(
    request: IncomingMessage,
    response: ServerResponse,
    { requestId }: Opened,
    upload: UploadRow,
  ): Promise<void> {
    const size = String(upload.sizeBytes);
    const protocol = {
      'tus-resumable': '1.0.0',
      'cache-control': 'no-store',
      'upload-offset': size,
      'upload-length': size,
    };
    try {
      const finished = upload.assetId
        ? { assetId: upload.assetId, duplicate: false }
        : await finishUpload(ports, upload);
      response.writeHead(request.method === 'HEAD' ? 200 : 204, { ...protocol, ...headersOf(finished) }).end();
    } catch (error) {
      const { status_code: status, body } = answerTo(ports, requestId, error);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    }
  }

  for (const url of [uploadsPath, `${uploadsPath}/:id`]) {
    server.route<{ Params: { id?: string } }>({
      method: ['POST', 'HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
      url,
      handler: async (request, reply) => {
        const caller = await authenticate(request.raw);
        if (!caller) throw notSignedIn();
        if (request.method !== 'HEAD') requireRole(caller, 'editor');
        const { id } = request.params;
        const upload = id === undefined ? null : await openUpload(ports, caller, id);
        reply.hijack();
        await handle(request.raw, reply.raw, { caller, requestId: request.id, upload });
      },
    });
  }
}

/** Throws `not_found` for another workspace's upload just as for one that never was. */
async function openUpload(ports: Ports, caller: Caller, id: string): Promise<UploadRow> {
  const row = isUploadId(id) ? await ports.database.inWorkspace(caller.workspace.id, (tx) => readUpload(tx, id)) : null;
  if (row && row.state !== 'refused' && row.expiresAt > ports.clock.now()) return row;
  throw new AtelierError('not_found', 'There is no such upload, or it was not finished in time.', {
    thing: 'upload',
    limit: '24 hours from its beginning',
    remedy: 'Upload the file again.',
  });
}

function notSignedIn(): AtelierError {
  return new AtelierError('not_signed_in', 'You are not signed in.', {
    thing: 'session',
    remedy: 'Sign in, or send an API key as `Authorization: Bearer atl_…`.',
  });
}

function headersOf({ assetId, duplicate }: FinishedUpload): Record<string, string> {
  return { 'Atelier-Asset': assetId, 'Atelier-Duplicate': String(duplicate) };
}

/** Our own errors in the shape every route answers them; the protocol's own pass as they are. */
function answerTo(ports: Ports, requestId: string, error: unknown): { status_code: number; body: string } {
  if (!(error instanceof AtelierError)) ports.log('error', 'http.fault', { requestId, fault: faultOf(error) });
  const known =
    error instanceof AtelierError
      ? error
      : new AtelierError('internal', 'Something broke on our side.', {
          thing: 'upload',
          remedy: `Resume the upload; if it stays, report request ${requestId}.`,
        });
  const { code, status, message, details } = known;
  return {
    status_code: status,
    body: JSON.stringify({ defined: true, code, status, message, data: { ...details, requestId } }),
  };
}
