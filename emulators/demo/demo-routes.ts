import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { FaultPlan } from '#emulators/core/fault-plan.ts';
import { problem } from '#emulators/core/json-service.ts';
import type { Answer, Route, ServiceRequest } from '#emulators/core/json-service.ts';
import { isDemoFault } from './demo-faults.ts';
import type { DemoFaultKind, DemoModes } from './demo-faults.ts';
import { readDemoRequest, REFUSED_WORD, sizeOf } from './demo-request.ts';
import { summariseEffects } from './effect-summary.ts';
import type { Generation, GenerationStore } from './generation-store.ts';
import type { SignedUrls } from './signed-urls.ts';
import { drawTinyPicture } from './tiny-picture.ts';

export interface DemoParts {
  store: GenerationStore;
  faults: FaultPlan<DemoFaultKind>;
  modes: DemoModes;
  urls: SignedUrls;
  /** Known once the service listens. */
  origin: () => string;
}

export function demoRoutes(parts: DemoParts): Route[] {
  /** Submits that have arrived and are not yet decided, by token. */
  const underWay = new Map<string, number>();
  return [
    { method: 'POST', path: '/v1/generations', handle: (request) => submit(parts, underWay, request) },
    { method: 'GET', path: '/v1/generations', handle: (request) => search(parts, underWay, request) },
    { method: 'GET', path: '/v1/generations/:id', handle: (request) => show(parts, request) },
    { method: 'POST', path: '/v1/generations/:id/cancel', handle: (request) => cancel(parts, request) },
    { method: 'GET', path: '/v1/files/:id/:index', handle: (request) => file(parts, request) },
    {
      method: 'GET',
      path: '/v1/effects',
      handle: () => ({ status: 200, json: summariseEffects(parts.store.log.effects) }),
    },
    { method: 'POST', path: '/v1/faults', handle: (request) => setFaults(parts, request) },
  ];
}

async function submit(parts: DemoParts, underWay: Map<string, number>, request: ServiceRequest): Promise<Answer> {
  const { store, faults } = parts;
  const key = request.headers['idempotency-key'];
  const token = typeof request.body.client_token === 'string' ? request.body.client_token : String(key ?? '');
  store.record('submit.received', { token });
  const early = faults.strike('rate-limited', 'payment-required', 'unauthorised', 'server-error', 'false-success');
  if (early) return refusal(early.kind, early.retryAfterSeconds);
  const wanted = readDemoRequest(request.body);
  if (typeof wanted === 'string') return problem(400, 'invalid_request', wanted);
  if (wanted.prompt.includes(REFUSED_WORD)) {
    return problem(422, 'content_refused', 'The content policy refuses this prompt.');
  }

  const slow = faults.strike('slow-accept');
  if (slow) {
    underWay.set(token, (underWay.get(token) ?? 0) + 1);
    await delay(slow.delayMs ?? 2_000);
    underWay.set(token, (underWay.get(token) ?? 1) - 1);
  }
  const earlier = parts.modes.idempotency === 'on' && key !== undefined ? store.withToken(token)[0] : undefined;
  if (earlier && JSON.stringify(earlier.request) !== JSON.stringify(wanted)) {
    return problem(409, 'idempotency_conflict', 'This Idempotency-Key was used for another request.');
  }
  const fate = faults.strike('refused-late') ? 'refuse' : faults.strike('never-finishes') ? 'never-finish' : 'draw';
  const generation = earlier ?? store.accept(token, wanted, fate);
  const late = faults.strike('lost-acknowledgement', 'server-error-after-commit');
  if (late?.kind === 'lost-acknowledgement') return 'destroy';
  if (late) return refusal('server-error');
  return { status: 202, json: { id: generation.id, status: 'queued' } };
}

function search(parts: DemoParts, underWay: Map<string, number>, { query }: ServiceRequest): Answer {
  const token = query.get('client_token');
  if (parts.modes.searchable === 'off') return problem(501, 'not_supported', 'Generations cannot be listed.');
  if (!token) return problem(400, 'invalid_request', 'client_token is missing.');
  const data = parts.store.withToken(token).map((generation) => describe(parts, generation));
  return { status: 200, json: { data, settled: !underWay.get(token) } };
}

function show(parts: DemoParts, request: ServiceRequest): Answer {
  if (parts.faults.strike('status-error')) return refusal('server-error');
  return withGeneration(parts, request, (generation) => ({ status: 200, json: describe(parts, generation) }));
}

function cancel(parts: DemoParts, request: ServiceRequest): Answer {
  return withGeneration(parts, request, (generation) =>
    parts.store.cancel(generation)
      ? { status: 200, json: describe(parts, generation) }
      : problem(409, 'already_over', `The generation has ${generation.status} already.`),
  );
}

async function file(parts: DemoParts, request: ServiceRequest): Promise<Answer> {
  const { id = '', index = '' } = request.parts;
  const generation = parts.store.find(id);
  const output = generation?.outputs[Number(index)];
  if (!generation || output?.status !== 'succeeded') return problem(404, 'not_found', 'There is no such file.');
  if (parts.faults.strike('expired-url') || !parts.urls.verify(`/v1/files/${id}/${index}`, request.query)) {
    return problem(403, 'url_expired', 'This URL has expired. Ask for the generation again to get a new one.');
  }
  const { prompt, seed, model } = generation.request;
  const bytes =
    model === 'demo-tiny'
      ? drawTinyPicture(prompt, seed, output.index)
      : await readFile(parts.store.filePath(id, output.index));
  const cutAt = parts.faults.strike('half-file') ? Math.floor(bytes.length / 2) : undefined;
  parts.store.record('file.fetched', { id, index: output.index, whole: cutAt === undefined });
  return { status: 200, headers: { 'content-type': 'image/png' }, bytes, cutAt };
}

function setFaults(parts: DemoParts, { body }: ServiceRequest): Answer {
  const { faults = [], modes } = body as { faults?: unknown; modes?: Partial<DemoModes> };
  if (!Array.isArray(faults) || !faults.every(isDemoFault)) {
    return problem(400, 'invalid_request', 'faults is a list of { kind, count, probability, skip }.');
  }
  parts.faults.set(faults);
  Object.assign(parts.modes, modes);
  return { status: 200, json: { faults, modes: parts.modes } };
}

function withGeneration(parts: DemoParts, request: ServiceRequest, answer: (found: Generation) => Answer): Answer {
  const generation = parts.store.find(request.parts.id ?? '');
  return generation ? answer(generation) : problem(404, 'not_found', 'There is no such generation.');
}

function describe(parts: DemoParts, { id, status, error, request, outputs }: Generation): Record<string, unknown> {
  const described = outputs.map((output) => {
    const isDone = output.status === 'succeeded';
    const preview =
      output.previews[Math.min(output.previews.length - 1, Math.floor(output.progress * output.previews.length))];
    const url = isDone ? parts.origin() + parts.urls.sign(`/v1/files/${id}/${output.index}`) : null;
    const { index, progress } = output;
    return {
      index,
      status: output.status,
      progress,
      preview: isDone ? null : (preview ?? null),
      url,
      ...sizeOf(request),
    };
  });
  return { id, status, error, outputs: described };
}

function refusal(kind: DemoFaultKind, retryAfterSeconds = 1): Answer {
  if (kind === 'rate-limited') {
    return problem(429, 'rate_limited', 'Too many requests.', { 'retry-after': String(retryAfterSeconds) });
  }
  if (kind === 'payment-required') return problem(402, 'insufficient_credit', 'The account has no credit left.');
  if (kind === 'unauthorised') return problem(401, 'unauthorised', 'The key is not valid.');
  if (kind === 'false-success') return problem(200, 'model_overloaded', 'The model is overloaded.');
  return problem(500, 'internal', 'Something went wrong.');
}
