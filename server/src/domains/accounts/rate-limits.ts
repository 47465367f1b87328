import { AtelierError } from '#contract/errors.ts';
import type { RequestContext } from '../route.ts';
import type { Ports } from '../slice.ts';
import { takeToken } from './queries.ts';

/** Token buckets: `capacity` at once, then one more every `everySeconds`. No lock-out: waiting always helps. */
export const rateLimits = {
  'sign-in per account': { capacity: 8, everySeconds: 30 },
  'sign-in per network': { capacity: 40, everySeconds: 6 },
  'sign-up per network': { capacity: 20, everySeconds: 60 },
  'mail per account': { capacity: 3, everySeconds: 600 },
  'api key per network': { capacity: 30, everySeconds: 2 },
} as const;
export type RateLimit = keyof typeof rateLimits;

/** Takes one token in a transaction of its own, so that a failed attempt counts too. */
export async function limitRate(ports: Ports, limit: RateLimit, subject: string): Promise<void> {
  const { capacity, everySeconds } = rateLimits[limit];
  const key = ports.seal.lookupHash('rate', `${limit}|${subject}`);
  const wait = await ports.database.inScope({}, (tx) =>
    takeToken(tx, { key, capacity, refillPerSecond: 1 / everySeconds }),
  );
  if (wait <= 0) return;
  const retryAfterSeconds = Math.ceil(wait);
  throw new AtelierError('rate_limited', `Too many attempts. Try again in ${retryAfterSeconds} s.`, {
    thing: limit,
    limit: `${capacity} at once, then one every ${everySeconds} s`,
    remedy: 'Wait and try again.',
    retryAfterSeconds,
  });
}

export type LimitedRequest = Pick<RequestContext, 'ports' | 'clientKey'>;
