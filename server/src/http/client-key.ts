import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { Seal } from '../kernel/seal.ts';

const rememberedKeys = 1_000;

/** The keyed hash of a request's network, remembered: deriving its key costs as much as the rest of a look-up. */
export function createClientKeys(
  seal: Pick<Seal, 'lookupHash'>,
  trustedHops: number,
): (request: IncomingMessage) => string {
  const keys = new Map<string, string>();
  return (request) => {
    const network = clientNetwork(request, trustedHops);
    const known = keys.get(network);
    if (known !== undefined) return known;
    if (keys.size >= rememberedKeys) keys.clear();
    const key = seal.lookupHash('client', network);
    keys.set(network, key);
    return key;
  };
}

/**
 * The network a request comes from, for rate limits: an IPv4 address or an IPv6 /64. Forwarded headers count only
 * from a hop the operator trusts.
 */
function clientNetwork(request: IncomingMessage, trustedHops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => isIP(part));
  const address = trustedHops > 0 ? (forwarded.at(-trustedHops) ?? direct) : direct;
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  return isIP(plain) === 6 ? plain.split(':').slice(0, 4).join(':') : plain;
}
