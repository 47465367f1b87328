import type { OpenAPI } from '@orpc/openapi';
import { errorCodes, type ErrorCode } from '#contract/errors.ts';

/** What every refusal looks like, on plain routes as on contract routes. */
export const errorSchema: OpenAPI.SchemaObject = {
  type: 'object',
  required: ['defined', 'code', 'status', 'message', 'data'],
  properties: {
    defined: { const: true },
    code: { enum: Object.keys(errorCodes) },
    status: { type: 'integer' },
    message: { type: 'string', description: 'One sentence for a person.' },
    data: { $ref: '#/components/schemas/ErrorDetails' },
  },
};

const codes = Object.keys(errorCodes) as ErrorCode[];
const statuses = [...new Set(Object.values(errorCodes))].toSorted((a, b) => a - b);

/** One answer for every status there is, under the name `Error404`. */
export const errorAnswers: Record<string, OpenAPI.ResponseObject> = Object.fromEntries(
  statuses.map((status) => [
    `Error${status}`,
    {
      description: codes
        .filter((code) => errorCodes[code] === status)
        .map((code) => `\`${code}\``)
        .join(', '),
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    },
  ]),
);

/** The answers of the given codes, in rising order of status. */
export function errorResponses(given: readonly ErrorCode[]): Record<string, OpenAPI.ReferenceObject> {
  const named = new Set(given.map((code) => errorCodes[code]));
  const answers = statuses.filter((status) => named.has(status));
  return Object.fromEntries(
    answers.map((status) => [String(status), { $ref: `#/components/responses/Error${status}` }]),
  );
}

/** The contract promises the closed list for every endpoint. */
export function describeErrors(operation: OpenAPI.OperationObject): OpenAPI.OperationObject {
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'));
  return { ...operation, responses: { ...Object.fromEntries(successes), ...errorResponses(codes) } };
}
