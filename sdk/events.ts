import { eventSchema } from '#contract/events.ts';
import type { SentEvent } from '#contract/events.ts';
import { readMessages } from './read-messages.ts';
import { readRefusal } from './read-refusal.ts';

export interface EventOptions {
  /** Address of the installation, without a trailing slash. */
  url: string;
  apiKey?: string;
  fetch?: typeof fetch;
  /** Goes on behind this event. */
  after?: string;
  signal?: AbortSignal;
}

/** `opened`: the stream is up (again); what happens from here on arrives. */
export type StreamNews = { kind: 'opened' } | ({ kind: 'event' } & SentEvent) | { kind: 'broken' };

const firstPauseMs = 500;
const longestPauseMs = 15_000;
/** The server says something every 20 s; silence for this long is a connection that died unnoticed. */
const silenceLimitMs = 60_000;

/** The workspace's events, for ever: a broken stream is opened again behind the last event that arrived. */
export async function* openEvents(options: EventOptions): AsyncGenerator<SentEvent> {
  for await (const news of openStream(options)) {
    if (news.kind === 'event') yield { id: news.id, event: news.event };
  }
}

/** As `openEvents`, and tells when the stream opens and breaks. Throws `AtelierError` when the caller is refused. */
export async function* openStream(options: EventOptions): AsyncGenerator<StreamNews> {
  let { after } = options;
  let pauseMs = firstPauseMs;
  while (!options.signal?.aborted) {
    // Passed on by hand: a signal joined by AbortSignal.any can be collected before it fires.
    const connection = new AbortController();
    const stop = () => connection.abort(options.signal?.reason);
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      const response = await (options.fetch ?? fetch)(`${options.url}/api/events`, {
        headers: {
          accept: 'text/event-stream',
          ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
          ...(after && { 'last-event-id': after }),
        },
        signal: connection.signal,
      });
      if (response.status === 401 || response.status === 403) throw await refusal(response);
      if (!response.ok || !response.body) throw new Error(`The event stream answered ${response.status}`);
      for await (const message of readMessages(response.body, {
        silenceLimitMs,
        onSilence: () => connection.abort(),
      })) {
        if (message.id) after = message.id;
        if (message.event === 'hello') {
          pauseMs = firstPauseMs;
          yield { kind: 'opened' };
          continue;
        }
        const event = eventSchema.safeParse(JSON.parse(message.data));
        // A newer server may say things this client does not know yet.
        if (event.success && message.id) yield { kind: 'event', id: message.id, event: event.data };
      }
    } catch (error) {
      if (options.signal?.aborted) return;
      if (error instanceof RefusedStream) throw error.cause;
    } finally {
      options.signal?.removeEventListener('abort', stop);
      connection.abort();
    }
    yield { kind: 'broken' };
    await pause(pauseMs * (0.75 + Math.random() / 2), options.signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

class RefusedStream extends Error {}

async function refusal(response: Response): Promise<RefusedStream> {
  const cause = readRefusal(await response.text()) ?? new Error(`The event stream answered ${response.status}`);
  return new RefusedStream('refused', { cause });
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
