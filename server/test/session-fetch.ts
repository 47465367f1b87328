/** A `fetch` with a cookie jar of one origin, like a browser's: it keeps what the server sets and sends it back. */
export interface SessionFetch {
  fetch: typeof fetch;
  /** What the next request would send as its Cookie header. */
  cookie(): string;
  /** As the server wrote them, newest last. */
  readonly setCookies: string[];
}

export function createSessionFetch(userAgent: string): SessionFetch {
  const jar = new Map<string, string>();
  const setCookies: string[] = [];
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');

  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    if (!request.headers.has('user-agent')) request.headers.set('user-agent', userAgent);
    if (jar.size > 0 && !request.headers.has('cookie')) request.headers.set('cookie', cookie());
    // The request's own signal only follows the caller's, and can be collected before that fires: so it is named again.
    const response = await fetch(request, init?.signal ? { signal: init.signal } : {});
    for (const line of response.headers.getSetCookie()) {
      setCookies.push(line);
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }
  return { fetch: send, cookie, setCookies };
}
