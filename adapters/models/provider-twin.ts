import type { GenerationRequest, HttpClient, ModelProvider } from './spec.ts';

/** Misbehaviour in our words; each twin translates it into its vendor's. Each strikes the next matching request once. */
export type Misbehaviour =
  /** Accepts only after the provider's own patience has ended. */
  | 'slow'
  | 'limited'
  | 'insufficient-funds'
  | 'unauthorised'
  | 'server-error'
  | 'lost-acknowledgement'
  | 'success-that-means-failure'
  | 'refused-later'
  | 'never-finishes'
  | 'check-error'
  | 'half-file'
  | 'expired-url'
  /** Stops listening. */
  | 'unreachable';

/** A provider wired to a service that misbehaves on request, and the service's own books. */
export interface ProviderTwin {
  provider: ModelProvider;
  http: HttpClient;
  /** A request the service carries out; `refused` is one its content policy turns down. */
  request(kind: 'plain' | 'refused'): GenerationRequest;
  misbehave(how: Misbehaviour): Promise<void>;
  /** How many works were started for our token. */
  bought(token: string): Promise<number>;
  close(): Promise<void>;
}
