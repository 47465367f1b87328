import { oc } from '@orpc/contract';
import { errorCodes, errorDetailsSchema } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';

const errors = Object.fromEntries(
  Object.entries(errorCodes).map(([code, status]) => [code, { status, data: errorDetailsSchema }]),
) as { [Code in ErrorCode]: { status: (typeof errorCodes)[Code]; data: typeof errorDetailsSchema } };

export interface EndpointMeta {
  /** Who may call: nobody needs to be signed in, a person's session, a session or an API key, or the operator. */
  access: 'public' | 'session' | 'key' | 'operator';
  /** A mutation that is safe to repeat with the same `Idempotency-Key` header. */
  idempotent?: boolean;
}

/** The start of every endpoint: the closed list of errors, and by default a session or a key. */
export const endpoint = oc.$meta<EndpointMeta>({ access: 'key' }).errors(errors);
export const publicEndpoint = endpoint.meta({ access: 'public' });
export const sessionEndpoint = endpoint.meta({ access: 'session' });
export const operatorEndpoint = endpoint.meta({ access: 'operator' });
