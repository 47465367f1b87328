import { isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';

/**
 * The network a request comes from, for rate limits: an IPv4 address or an IPv6 /64. Forwarded headers count only
 * from a hop the operator trusts.
 */
export function clientNetwork(request: IncomingMessage, trustedHops: number): string {
  const direct = request.socket.remoteAddress ?? '';
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => isIP(part));
  const address = trustedHops > 0 ? (forwarded.at(-trustedHops) ?? direct) : direct;
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
  return isIP(plain) === 6 ? plain.split(':').slice(0, 4).join(':') : plain;
}
