import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { api, apiPrefix } from '#contract/api/index.ts';
import { buildDocument } from './build-document.ts';
import { listDifferences } from './list-differences.ts';
import { listEndpoints } from './list-endpoints.ts';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  security?: object[];
  responses?: Record<string, object>;
}
type Document = Awaited<ReturnType<typeof buildDocument>>;

const methods = ['get', 'post', 'put', 'patch', 'delete', 'head'];
let document: Document;
let operations: { name: string; operation: Operation }[];

beforeAll(async () => {
  document = await buildDocument('1.2.3');
  operations = Object.entries(document.paths ?? {}).flatMap(([route, item]) =>
    Object.entries(item ?? {})
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({ name: `${method} ${route}`, operation: operation as Operation })),
  );
});

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1, and its references lead somewhere', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone(document) as never)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const resolve = (reference: string) =>
      reference
        .split('/')
        .slice(1)
        .reduce<unknown>((branch, name) => (branch as Record<string, unknown> | undefined)?.[name], document);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it('has every endpoint of the contract', () => {
    const wanted = listEndpoints(api).map(({ method, path: route }) => `${method} ${apiPrefix}${route}`);
    const names = new Set(operations.map(({ name }) => name));
    expect(wanted.filter((name) => !names.has(name))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(25);
  });

  it('says of every operation what it does, where it belongs, who may call it and how it refuses', () => {
    const tags = new Set(document.tags?.map(({ name }) => name));
    const lacking = operations.filter(({ operation }) => {
      const statuses = Object.keys(operation.responses ?? {});
      const told = operation.summary && operation.operationId && operation.security;
      const placed = operation.tags?.length === 1 && operation.tags.every((tag) => tags.has(tag));
      return (
        !told || !placed || !statuses.some((status) => status < '400') || !statuses.some((status) => status >= '400')
      );
    });
    expect(lacking.map(({ name }) => name)).toEqual([]);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
  });

  it('asks for a session where an API key is refused, and for nothing where anyone may call', () => {
    const security = Object.fromEntries(operations.map(({ name, operation }) => [name, operation.security]));
    expect(security['post /api/auth/sign-in']).toEqual([]);
    expect(security['get /api/sessions']).toEqual([{ session: [] }]);
    expect(security['post /api/jobs']).toEqual([{ apiKey: [] }, { session: [] }]);
  });

  it('is the same every time', async () => {
    expect(JSON.stringify(await buildDocument('1.2.3'))).toBe(JSON.stringify(document));
  });

  it('describes each event by its own shape', () => {
    const event = document.components?.schemas?.['Event'] as { oneOf?: unknown[]; anyOf?: unknown[] };
    expect((event.oneOf ?? event.anyOf ?? []).length).toBeGreaterThan(5);
  });
});

describe('comparing documents', () => {
  it('names the places that differ', () => {
    const before = { paths: { '/a': { get: 1 }, '/b': { get: 1 } } };
    const after = { paths: { '/a': { get: 2 }, '/c': { get: 1 } } };
    expect(listDifferences(before, after)).toEqual(['~ /paths/~1a/get', '- /paths/~1b', '+ /paths/~1c']);
  });

  it('sees another order and stays short', () => {
    expect(listDifferences({ a: 1, b: 2 }, { b: 2, a: 1 })).toEqual(['~ / (order)']);
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`n${index}`, index]));
    expect(listDifferences({}, many)).toHaveLength(21);
  });
});
