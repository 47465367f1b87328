import type { OpenAPI } from '@orpc/openapi';
import type { EndpointMeta } from '#contract/api/endpoint.ts';

export const securitySchemes: Record<string, OpenAPI.SecuritySchemeObject> = {
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'atl_…',
    description: 'An API key of a workspace. It is shown once, when it is made in Settings.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-atelier_session',
    description: 'Set by signing in. Where cookies cannot be bound to HTTPS or loopback it is named `atelier_session`.',
  },
};

const security: Record<EndpointMeta['access'], OpenAPI.SecurityRequirementObject[]> = {
  public: [],
  key: [{ apiKey: [] }, { session: [] }],
  session: [{ session: [] }],
  operator: [{ session: [] }],
};
const remarks: Partial<Record<EndpointMeta['access'], string>> = {
  public: 'Needs no sign-in.',
  session: 'For a person with a browser session; API keys are refused.',
  operator: 'For the operator of the installation; API keys are refused.',
};

/** Says who may call. */
export function describeAccess(operation: OpenAPI.OperationObject, { access }: EndpointMeta): OpenAPI.OperationObject {
  const remark = remarks[access];
  const { operationId, summary, tags, ...rest } = operation;
  return { operationId, summary, ...(remark && { description: remark }), tags, security: security[access], ...rest };
}
