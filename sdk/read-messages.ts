export interface Message {
  id: string | null;
  event: string;
  data: string;
}

interface Silence {
  silenceLimitMs: number;
  /** Told when nothing at all, not even a heartbeat, came for so long. */
  onSilence: () => void;
}

/** Takes an event stream apart: the HTML standard, section 9.2.6. Ends when the body ends. */
export async function* readMessages(body: ReadableStream<Uint8Array>, silence?: Silence): AsyncGenerator<Message> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let buffer = '';
  try {
    for (;;) {
      if (silence) timer = setTimeout(silence.onSilence, silence.silenceLimitMs);
      const { done, value } = await reader.read();
      clearTimeout(timer);
      if (done) return;
      buffer = (buffer + decoder.decode(value, { stream: true })).replaceAll('\r\n', '\n');
      for (let end = buffer.indexOf('\n\n'); end >= 0; end = buffer.indexOf('\n\n')) {
        const message = readMessage(buffer.slice(0, end));
        buffer = buffer.slice(end + 2);
        if (message) yield message;
      }
    }
  } finally {
    clearTimeout(timer);
    await reader.cancel().catch(() => {});
  }
}

function readMessage(text: string): Message | null {
  const message: Message = { id: null, event: 'message', data: '' };
  const data: string[] = [];
  for (const line of text.split('\n')) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'id') message.id = value;
    else if (field === 'event') message.event = value;
    else if (field === 'data') data.push(value);
  }
  // A comment (`: still here`) or a lone `retry` carries no message.
  return data.length > 0 ? { ...message, data: data.join('\n') } : null;
}
