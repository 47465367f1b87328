import { HttpFailure } from '#adapters/http/http-failure.ts';
import { providerFailure } from '../failure.ts';
import type {
  CheckOutcome,
  HttpAnswer,
  ModelDescriptor,
  ModelProvider,
  ProviderContext,
  ProviderFailure,
  RecoveryClass,
  RemoteRef,
} from '../spec.ts';
import catalog from './catalog.json' with { type: 'json' };
import { parseFound, parseState, parseSubmitted, sortFailure, submitBody } from './wire.ts';

const REQUEST_TIMEOUT_MS = 15_000;
const POLL_MS = 250;
const LOOK_AGAIN_MS = 1_000;
const MAXIMUM_OUTPUT_BYTES = 32 * 1024 * 1024;

/** Models anyone may choose. */
export const demoModels = catalog.models as ModelDescriptor[];
/** Models for proofs and measurements only. */
export const proofModels = catalog.proofModels as ModelDescriptor[];

export interface DemoProviderOptions {
  /** Origin of the demo service, such as `http://127.0.0.1:4000`. */
  baseUrl: string;
  /** Adds `proofModels`. */
  proof?: boolean;
  /** What the proof pretends the service can do after a lost answer. */
  recovery?: Extract<RecoveryClass, 'replay-key' | 'searchable' | 'blind'>;
  requestTimeoutMs?: number;
}

/** The demo image service as a provider. Its default recovery class is `replay-key`. */
export function createDemoProvider(options: DemoProviderOptions): ModelProvider {
  const { baseUrl, recovery = 'replay-key', requestTimeoutMs: timeoutMs = REQUEST_TIMEOUT_MS } = options;
  const generations = `${baseUrl}/v1/generations`;

  const provider: ModelProvider = {
    id: 'demo',
    title: 'Demo',
    recovery,
    cancel: 'confirmed',
    models: options.proof ? [...demoModels, ...proofModels] : demoModels,
    maximumOutputBytes: MAXIMUM_OUTPUT_BYTES,

    async submit(request, attempt, { http, signal }) {
      const headers: Record<string, string> = recovery === 'replay-key' ? { 'idempotency-key': attempt.token } : {};
      const body = submitBody(request, attempt.token);
      const call = { method: 'POST', url: generations, headers, body, timeoutMs, signal } as const;
      const answer = await outcomeOf(() => http.json(call));
      if (answer instanceof HttpFailure) {
        const kind = answer.sent === 'no' ? 'rejected' : 'unknown';
        return { kind, failure: connectionFailure(answer) };
      }
      const submitted = parseSubmitted(answer);
      if (submitted.kind === 'accepted') return { ...submitted, checkAfterMs: POLL_MS };
      return { kind: submitted.kind === 'rejected' ? 'rejected' : 'unknown', failure: submitted.failure };
    },

    async check(ref, { http, signal, onProgress }) {
      const url = `${generations}/${idOf(ref)}`;
      const answer = await outcomeOf(() => http.json({ method: 'GET', url, timeoutMs, signal }));
      if (answer instanceof HttpFailure) return { kind: 'check-failed', failure: connectionFailure(answer) };
      const outcome = checkOutcome(answer);
      if (outcome.kind === 'running') onProgress(outcome.progress);
      return outcome;
    },

    async cancelRemote(ref, { http, signal }) {
      const url = `${generations}/${idOf(ref)}/cancel`;
      const answer = await outcomeOf(() => http.json({ method: 'POST', url, timeoutMs, signal }));
      if (answer instanceof HttpFailure) return 'unknown';
      if (answer.status === 200) return 'canceled';
      return answer.status === 409 ? 'too-late' : 'unknown';
    },
  };
  return recovery === 'blind' ? provider : { ...provider, recover };

  async function recover(attempt: { token: string }, _request: unknown, { http, signal }: ProviderContext) {
    const url = `${generations}?client_token=${encodeURIComponent(attempt.token)}`;
    const answer = await outcomeOf(() => http.json({ method: 'GET', url, timeoutMs, signal }));
    const found = answer instanceof HttpFailure || answer.status !== 200 ? 'undecided' : parseFound(answer.body);
    if (found === 'undecided') return { kind: 'cannot-tell' as const, retryAfterMs: LOOK_AGAIN_MS };
    return found === 'none' ? { kind: 'absent' as const } : { kind: 'found' as const, ref: found };
  }
}

function checkOutcome(answer: HttpAnswer): CheckOutcome {
  if (answer.status === 404) return { kind: 'not-visible-yet', checkAfterMs: LOOK_AGAIN_MS };
  const state = answer.status === 200 ? parseState(answer.body) : null;
  if (!state) return { kind: 'check-failed', failure: sortFailure(answer) };
  switch (state.status) {
    case 'queued':
      return { kind: 'queued', checkAfterMs: POLL_MS };
    case 'running':
      return { kind: 'running', progress: state.progress, checkAfterMs: POLL_MS };
    case 'succeeded':
      return { kind: 'succeeded', outputs: state.outputs };
    case 'failed':
      return { kind: 'failed', failure: state.failure ?? sortFailure(answer) };
    case 'canceled':
      return { kind: 'canceled' };
  }
}

function connectionFailure(failure: HttpFailure): ProviderFailure {
  if (failure.reason === 'aborted') return providerFailure('canceled', 'The request was canceled.');
  return providerFailure('unavailable', `The demo service cannot be reached or broke off: ${failure.message}`);
}

/** Turns what the network did into a value; a fault of our own is thrown on. */
async function outcomeOf(call: () => Promise<HttpAnswer>): Promise<HttpAnswer | HttpFailure> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HttpFailure) return error;
    throw error;
  }
}

function idOf(ref: RemoteRef): string {
  const id = typeof ref === 'object' && ref !== null && !Array.isArray(ref) ? ref.id : null;
  if (typeof id !== 'string') throw new Error('The reference of a demo generation has no id.');
  return encodeURIComponent(id);
}
