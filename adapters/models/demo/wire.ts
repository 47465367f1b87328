import { providerFailure } from '../failure.ts';
import type { GenerationRequest, HttpAnswer, Json, Progress, ProviderFailure, RemoteOutput } from '../spec.ts';

const REMOTE_MODELS: Readonly<Record<string, string>> = { 'demo/scenery': 'demo-scenery', 'demo/tiny': 'demo-tiny' };

export interface DemoRef {
  id: string;
  [field: string]: Json;
}

/** The body of a submit. `clientToken` makes the generation findable and is left out where nothing is to be found. */
export function submitBody(request: GenerationRequest, clientToken: string | null): Json {
  const { prompt, aspectRatio, count, seed, palette, style } = request.parameters;
  return compact({
    model: REMOTE_MODELS[request.model] ?? request.model,
    prompt,
    aspect_ratio: aspectRatio,
    count,
    seed,
    palette,
    style,
    client_token: clientToken,
  });
}

export type Submitted =
  | { kind: 'accepted'; ref: DemoRef }
  | { kind: 'rejected'; failure: ProviderFailure }
  | { kind: 'unclear'; failure: ProviderFailure };

/** Sorts the answer to a submit by status and error code, never by the message. */
export function parseSubmitted(answer: HttpAnswer): Submitted {
  const body = fieldsOf(answer.body);
  const isAccepted = answer.status === 202 || answer.status === 200;
  if (isAccepted && typeof body.id === 'string') return { kind: 'accepted', ref: { id: body.id } };
  const code = errorCode(answer);
  // An error body is a decision whatever its status; a 5xx or an unreadable 2xx may come after the work began.
  if (code !== null && answer.status < 500) return { kind: 'rejected', failure: sortFailure(answer) };
  if (answer.status >= 400 && answer.status < 500) return { kind: 'rejected', failure: sortFailure(answer) };
  return { kind: 'unclear', failure: sortFailure(answer) };
}

export interface DemoState {
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';
  failure: ProviderFailure | null;
  progress: Progress;
  outputs: RemoteOutput[];
}

/** Reads a generation; null where the body is none. */
export function parseState(body: unknown): DemoState | null {
  const { status, error, outputs } = fieldsOf(body);
  if (!isStatus(status) || !Array.isArray(outputs)) return null;
  const parsed = outputs.map(fieldsOf);
  return {
    status,
    failure: status === 'failed' ? sortFailure({ status: 200, headers: {}, body: { error } }) : null,
    progress: progressOf(parsed),
    outputs: parsed.flatMap(({ index, url, width, height }) =>
      typeof index === 'number' && typeof url === 'string'
        ? [{ index, mediaType: 'image/png', url, width: numberOr(width), height: numberOr(height) }]
        : [],
    ),
  };
}

/** Reads a list of generations: the first one's reference, none, or not yet decided. */
export function parseFound(body: unknown): DemoRef | 'none' | 'undecided' {
  const { data, settled } = fieldsOf(body);
  const id = Array.isArray(data) ? fieldsOf(data[0]).id : null;
  if (typeof id === 'string') return { id };
  return Array.isArray(data) && settled === true ? 'none' : 'undecided';
}

export function sortFailure(answer: HttpAnswer): ProviderFailure {
  const code = errorCode(answer);
  if (code === 'content_refused') {
    return providerFailure('refused', 'The demo service refuses this prompt. Describe something else.');
  }
  if (code === 'model_overloaded')
    return providerFailure('unavailable', 'The demo service is overloaded. Try again shortly.');
  if (answer.status === 401 || answer.status === 403) {
    return providerFailure('unauthorised', 'The demo service does not accept the key. Check it in the settings.');
  }
  if (answer.status === 402) {
    return providerFailure(
      'insufficient-funds',
      'The account at the demo service has no credit left. Top it up there.',
    );
  }
  if (answer.status === 429) {
    return providerFailure('limited', 'The demo service takes no more requests right now.', retryAfterMs(answer));
  }
  if (answer.status === 404) return providerFailure('model-unavailable', 'The demo service does not know this model.');
  if (answer.status >= 400 && answer.status < 500) {
    return providerFailure('invalid', `The demo service does not accept this request: ${errorMessage(answer)}`);
  }
  return providerFailure('unavailable', 'The demo service has a fault of its own. Try again later.');
}

function progressOf(outputs: Record<string, unknown>[]): Progress {
  const fractions = outputs.map(({ progress }) => numberOr(progress) ?? 0);
  const fraction = fractions.length > 0 ? fractions.reduce((sum, one) => sum + one, 0) / fractions.length : null;
  const previews = outputs.flatMap(({ index, preview }) =>
    typeof index === 'number' && typeof preview === 'string' ? [{ index, dataUrl: preview }] : [],
  );
  return { stage: fraction === 0 ? 'Sketching' : 'Painting', fraction, previews };
}

function retryAfterMs(answer: HttpAnswer): number {
  const seconds = Number(answer.headers['retry-after']);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : 1_000;
}

function errorCode(answer: HttpAnswer): string | null {
  const { code } = fieldsOf(fieldsOf(answer.body).error);
  return typeof code === 'string' ? code : null;
}

function errorMessage(answer: HttpAnswer): string {
  const { message } = fieldsOf(fieldsOf(answer.body).error);
  return typeof message === 'string' ? message.slice(0, 300) : 'no reason was given.';
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function isStatus(value: unknown): value is DemoState['status'] {
  return ['queued', 'running', 'succeeded', 'failed', 'canceled'].some((status) => status === value);
}

function numberOr(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function compact(fields: Record<string, Json | undefined>): Json {
  const kept: Record<string, Json> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) kept[name] = value;
  return kept;
}
