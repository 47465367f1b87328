import type { OpenAPI } from '@orpc/openapi';
import { errorResponses } from './describe-errors.ts';

type Paths = Record<string, OpenAPI.PathItemObject>;

const callers: OpenAPI.SecurityRequirementObject[] = [{ apiKey: [] }, { session: [] }];
const uploadId: OpenAPI.ParameterObject = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string', format: 'uuid' },
};
const sha256: OpenAPI.ParameterObject = {
  name: 'sha256',
  in: 'path',
  required: true,
  schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
};
const protocolVersion: OpenAPI.ParameterObject = {
  name: 'Tus-Resumable',
  in: 'header',
  required: true,
  schema: { type: 'string', enum: ['1.0.0'] },
};
const offset: OpenAPI.HeaderObject = { description: 'Bytes that have arrived.', schema: { type: 'integer' } };
const assetHeader: OpenAPI.HeaderObject = {
  description:
    'Id of the asset, once all bytes are there: an older one where the same bytes are already in the library.',
  schema: { type: 'string', format: 'uuid' },
};
const text = { 'text/plain': { schema: { type: 'string' as const } } };

function header(name: string, required: boolean, description: string): OpenAPI.ParameterObject {
  return { name, in: 'header', required, description, schema: { type: 'string' } };
}

/** Resumable uploads by tus 1.0: https://tus.io/protocols/resumable-upload. */
const uploads: Paths = {
  '/api/uploads': {
    post: {
      operationId: 'uploads.create',
      summary: 'Begin a resumable upload (tus 1.0)',
      tags: ['files'],
      security: callers,
      parameters: [
        protocolVersion,
        { ...header('Upload-Length', true, 'Size of the file in bytes.'), schema: { type: 'integer', minimum: 1 } },
        header('Upload-Metadata', false, 'Pairs of a key and a base64 value; `filename` names the asset.'),
      ],
      responses: {
        '201': {
          description: 'The upload is open.',
          headers: { Location: { description: 'Where the bytes go.', schema: { type: 'string' } } },
        },
        ...errorResponses([
          'invalid_input',
          'not_signed_in',
          'not_allowed',
          'too_large',
          'quota_exceeded',
          'queue_full',
          'rate_limited',
          'internal',
          'unavailable',
        ]),
      },
    },
  },
  '/api/uploads/{id}': {
    parameters: [uploadId, protocolVersion],
    head: {
      operationId: 'uploads.status',
      summary: 'How much of an upload has arrived',
      tags: ['files'],
      security: callers,
      responses: {
        '200': { description: 'Known.', headers: { 'Upload-Offset': offset, 'Atelier-Asset': assetHeader } },
        ...errorResponses(['not_signed_in', 'not_found', 'rate_limited', 'internal', 'unavailable']),
      },
    },
    patch: {
      operationId: 'uploads.append',
      summary: 'Send the next bytes of an upload',
      tags: ['files'],
      security: callers,
      parameters: [
        { ...header('Upload-Offset', true, 'Where these bytes begin.'), schema: { type: 'integer', minimum: 0 } },
      ],
      requestBody: {
        required: true,
        content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: {
        '204': { description: 'Kept.', headers: { 'Upload-Offset': offset, 'Atelier-Asset': assetHeader } },
        ...errorResponses([
          'invalid_input',
          'not_signed_in',
          'not_allowed',
          'not_found',
          'conflict',
          'quota_exceeded',
          'unsupported_media',
          'rate_limited',
          'internal',
          'unavailable',
        ]),
      },
    },
    delete: {
      operationId: 'uploads.cancel',
      summary: 'Give up an upload',
      tags: ['files'],
      security: callers,
      responses: {
        '204': { description: 'Gone.' },
        ...errorResponses(['not_signed_in', 'not_allowed', 'not_found', 'rate_limited', 'internal', 'unavailable']),
      },
    },
  },
};

const events: Paths = {
  '/api/events': {
    get: {
      operationId: 'events.stream',
      summary: 'Events of the workspace as Server-Sent Events',
      description:
        'The `data` of each message is an `Event`. The first message (`event: hello`) only carries the id to resume from; a later connection goes on behind `Last-Event-ID`.',
      tags: ['events'],
      security: callers,
      parameters: [
        header('Last-Event-ID', false, 'Goes on behind this event.'),
        { name: 'after', in: 'query', required: false, description: 'As `Last-Event-ID`.', schema: { type: 'string' } },
      ],
      responses: {
        '200': {
          description: 'Stays open.',
          content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/Event' } } },
        },
        ...errorResponses(['not_signed_in', 'not_allowed', 'rate_limited', 'internal', 'unavailable']),
      },
    },
  },
};

const files: Paths = {
  '/files/{sha256}': {
    get: {
      operationId: 'files.read',
      summary: 'Bytes of a file, by a signed address',
      description:
        'The addresses stand in `urls` of an asset, are good for 10 to 15 minutes and are not to be put together by hand.',
      tags: ['files'],
      security: [],
      parameters: [
        sha256,
        {
          name: 's',
          in: 'query',
          required: true,
          description: 'Signature over the whole address.',
          schema: { type: 'string' },
        },
        header('Range', false, 'One range of bytes.'),
      ],
      responses: {
        '200': { description: 'The whole file.', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
        '206': {
          description: 'The range asked for.',
          content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
        },
        '304': { description: 'Unchanged.' },
        '403': { description: 'The address is not valid any more.', content: text },
        '404': { description: 'The file was deleted.', content: text },
        '416': { description: 'The file has no such range.', content: text },
        '503': { description: 'The file could not be read just now.', content: text },
      },
    },
  },
};

const installation: Paths = {
  '/api/openapi.json': {
    get: {
      operationId: 'installation.openapi',
      summary: 'This document',
      tags: ['installation'],
      security: [],
      responses: {
        '200': { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
        ...errorResponses(['internal']),
      },
    },
  },
  '/healthz': {
    get: {
      operationId: 'installation.health',
      summary: 'Whether the server and its database answer',
      tags: ['installation'],
      security: [],
      responses: {
        '200': {
          description: 'Both do.',
          content: {
            'application/json': { schema: { type: 'object', required: ['ok'], properties: { ok: { const: true } } } },
          },
        },
        ...errorResponses(['internal']),
      },
    },
  },
};

/** The routes that stream or stand outside the contract. */
export const plainRoutes: Paths = { ...uploads, ...events, ...files, ...installation };
