import { OpenAPIGenerator, type OpenAPI } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import { api, apiPrefix } from '#contract/api/index.ts';
import { eventSchema } from '#contract/events.ts';
import { describeErrors, errorAnswers, errorSchema } from './describe-errors.ts';
import { describeAccess, securitySchemes } from './describe-access.ts';
import { describeIdempotency, idempotencyParameter } from './describe-idempotency.ts';
import { listEndpoints } from './list-endpoints.ts';
import { namedSchemas } from './named-schemas.ts';
import { plainRoutes } from './plain-routes.ts';
import { tags } from './tags.data.ts';
import { tidySchemas } from './tidy-schemas.ts';

/** The OpenAPI 3.1 document of an installation: the contract's endpoints and the plain streaming routes. */
export async function buildDocument(version: string): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const generated = await generator.generate(api, {
    commonSchemas: namedSchemas,
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/Error' }),
    info: {
      title: 'Atelier',
      version,
      summary: 'The API of an installation of Atelier, the open creative studio.',
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The installation this document was fetched from.' }],
    tags,
  });
  const paths: Record<string, Record<string, OpenAPI.OperationObject>> = {};
  for (const endpoint of listEndpoints(api)) {
    const operation = generated.paths?.[endpoint.path]?.[endpoint.method];
    if (!operation) throw new Error(`The generator left out ${endpoint.method} ${endpoint.path}`);
    const path = `${apiPrefix}${endpoint.path}`;
    paths[path] = {
      ...paths[path],
      [endpoint.method]: describeIdempotency(describeErrors(describeAccess(operation, endpoint.meta)), endpoint.meta),
    };
  }
  const { $schema: _dialect, ...event } = z.toJSONSchema(eventSchema);
  return tidySchemas({
    openapi: '3.1.1',
    info: generated.info,
    servers: generated.servers,
    tags: generated.tags,
    paths: { ...paths, ...plainRoutes },
    components: {
      securitySchemes,
      parameters: { IdempotencyKey: idempotencyParameter },
      responses: errorAnswers,
      schemas: { Error: errorSchema, ...generated.components?.schemas, Event: event as OpenAPI.SchemaObject },
    },
  });
}

const introduction = [
  'Calls are made with an API key (`Authorization: Bearer atl_…`, made in Settings) or, by the page itself, with the session cookie.',
  'Every refusal has the shape `Error`: a code of a closed list, and what it is about, the limit it met and the way out.',
  'Lists are pages: pass `nextCursor` as `cursor` to get the next one; null says that this was the last.',
].join('\n\n');
