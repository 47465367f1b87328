import type { AnyContractProcedure, AnyContractRouter } from '@orpc/contract';
import { isContractProcedure } from '@orpc/contract';
import type { EndpointMeta } from '#contract/api/endpoint.ts';

export interface Endpoint {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below the prefix of the API. */
  path: string;
  meta: EndpointMeta;
}

/** Every endpoint of a contract, in the order in which it is written down. */
export function listEndpoints(router: AnyContractRouter): Endpoint[] {
  if (isContractProcedure(router)) return [readEndpoint(router)];
  return Object.values(router).flatMap((part) => listEndpoints(part));
}

function readEndpoint(procedure: AnyContractProcedure): Endpoint {
  const { route, meta } = procedure['~orpc'];
  if (!route.method || !route.path) throw new Error('Every endpoint of the contract names its method and its path');
  return {
    method: route.method.toLowerCase() as Endpoint['method'],
    path: route.path,
    meta: meta as EndpointMeta,
  };
}
