import type { IncomingMessage } from 'node:http';

/**
 * Refuses a state-changing request that another site made the browser send with our cookie. A request with an API key
 * carries no cookie and is not a browser's, so it passes.
 */
export function isSameOrigin(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  try {
    return new URL(origin).host === request.headers.host;
  } catch {
    return false;
  }
}
