import { eventSchema } from '#contract/events.ts';
import type { SentEvent } from '#contract/events.ts';

export interface EventOptions {
  url: string;
  apiKey?: string;
  fetch?: typeof fetch;
  /** Goes on behind this event. */
  after?: string;
  signal?: AbortSignal;
  /** Told when the stream is up (with the id to resume from) and when it breaks. */
  onState?: (state: 'open' | 'broken') => void;
}

const firstPauseMs = 500;
const longestPauseMs = 15_000;

/** The workspace's events, for ever: a broken stream is opened again behind the last event that arrived. */
export async function* openEvents(options: EventOptions): AsyncGenerator<SentEvent> {
  let after = options.after;
  let pauseMs = firstPauseMs;
  while (!options.signal?.aborted) {
    try {
      const response = await (options.fetch ?? fetch)(`${options.url}/api/events`, {
        headers: {
          accept: 'text/event-stream',
          ...(options.apiKey && { authorization: `Bearer ${options.apiKey}` }),
          ...(after && { 'last-event-id': after }),
        },
        signal: options.signal,
      });
      if (response.status === 401) return;
      if (!response.ok || !response.body) throw new Error(`The event stream answered ${response.status}`);
      options.onState?.('open');
      pauseMs = firstPauseMs;
      for await (const message of readMessages(response.body)) {
        if (message.id) after = message.id;
        if (message.event === 'hello') continue;
        const event = eventSchema.safeParse(JSON.parse(message.data));
        // A newer server may say things this client does not know yet.
        if (event.success && message.id) yield { id: message.id, event: event.data };
      }
    } catch {
      if (options.signal?.aborted) return;
    }
    options.onState?.('broken');
    await pause(pauseMs * (0.75 + Math.random() / 2), options.signal);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}

interface Message {
  id: string | null;
  event: string;
  data: string;
}

/** The event-stream format of the HTML standard, section 9.2.6. */
async function* readMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const decoder = new TextDecoder();
  let buffer = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(chunk, { stream: true });
    let end = buffer.indexOf('\n\n');
    while (end >= 0) {
      const message = parseMessage(buffer.slice(0, end));
      buffer = buffer.slice(end + 2);
      if (message) yield message;
      end = buffer.indexOf('\n\n');
    }
  }
}

function parseMessage(text: string): Message | null {
  const message: Message = { id: null, event: 'message', data: '' };
  for (const line of text.split('\n')) {
    if (line.startsWith('id: ')) message.id = line.slice(4);
    else if (line.startsWith('event: ')) message.event = line.slice(7);
    else if (line.startsWith('data: ')) message.data += line.slice(6);
  }
  return message.data ? message : null;
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
