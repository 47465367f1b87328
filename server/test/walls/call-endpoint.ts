import { api, apiPrefix } from '#contract/api/index.ts';
import type { EndpointMeta } from '#contract/api/endpoint.ts';
import type { Visitor } from '../start-test-app.ts';

export interface Endpoint {
  /** `domain.name`, as in the contract. */
  name: string;
  method: string;
  path: string;
  access: EndpointMeta['access'];
}

/** Every endpoint the contract has. */
export function listEndpoints(): Endpoint[] {
  return Object.entries(api).flatMap(([domain, procedures]) =>
    Object.entries(procedures).map(([name, procedure]) => {
      const { route, meta } = procedure['~orpc'];
      return {
        name: `${domain}.${name}`,
        method: route.method ?? 'POST',
        path: route.path ?? '',
        access: (meta as EndpointMeta).access,
      };
    }),
  );
}

export interface Answer {
  status: number;
  /** Headers and body, as they came over the wire. */
  text: string;
}

/** Asks as a plain HTTP client would: fields named in the path go there, the others into query or body. */
export async function callEndpoint(
  visitor: Visitor,
  { method, path }: Endpoint,
  input: Record<string, unknown>,
): Promise<Answer> {
  const rest = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete rest[name];
    // What is no text cannot be written into an address; its nearest neighbour can.
    return encodeURIComponent(asText(input[name]).toWellFormed());
  });
  const url = `${apiPrefix}${filled}`;
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams(Object.entries(rest).map(([name, value]) => [name, asText(value)]));
    return answerOf(await visitor.send(query.size > 0 ? `${url}?${query}` : url, { method }));
  }
  return answerOf(await visitor.send(url, { method, json: rest }));
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export async function answerOf(response: Response): Promise<Answer> {
  const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  return { status: response.status, text: `${headers}\n\n${await response.text()}` };
}
