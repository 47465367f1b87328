import type { OpenAPI } from '@orpc/openapi';
import type { EndpointMeta } from '#contract/api/endpoint.ts';

export const idempotencyParameter: OpenAPI.ParameterObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes the request safe to repeat: the same key with the same request gives the same answer, and nothing is done or paid twice.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,100}$' },
};

/** Adds the header to requests that are safe to repeat with it. */
export function describeIdempotency(
  operation: OpenAPI.OperationObject,
  { idempotent }: EndpointMeta,
): OpenAPI.OperationObject {
  if (!idempotent) return operation;
  const parameters = [...(operation.parameters ?? []), { $ref: '#/components/parameters/IdempotencyKey' }];
  return { ...operation, parameters };
}
