import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openEvents, openStream } from './events.ts';
import { readMessages } from './read-messages.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A stream that answers its nth connection with the nth script. */
async function serve(
  ...scripts: ((response: ServerResponse, lastEventId: string | undefined) => void)[]
): Promise<string> {
  let connections = 0;
  server = createServer((request, response) => {
    const script = scripts[Math.min(connections, scripts.length - 1)];
    connections += 1;
    script?.(response, request.headers['last-event-id'] as string | undefined);
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const open = (response: ServerResponse) =>
  response
    .writeHead(200, { 'content-type': 'text/event-stream' })
    .write('retry: 1000\nid: 5-1\nevent: hello\ndata: {}\n\n');
const balance = (id: string) => `id: ${id}\ndata: {"type":"balance.changed"}\n\n`;

async function collect<Item>(items: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length === count) break;
  }
  return found;
}

describe('the event stream', () => {
  it('goes on behind the last event after the connection broke', async () => {
    const asked: (string | undefined)[] = [];
    const url = await serve(
      (response, lastEventId) => {
        asked.push(lastEventId);
        open(response);
        response.write(balance('7-1'), () => response.destroy());
      },
      (response, lastEventId) => {
        asked.push(lastEventId);
        open(response);
        response.write(balance('8-1'));
      },
    );
    const event = { type: 'balance.changed' };
    expect(await collect(openEvents({ url }), 2)).toEqual([
      { id: '7-1', event },
      { id: '8-1', event },
    ]);
    expect(asked).toEqual([undefined, '7-1']);
  });

  it('tells that it opened, broke and opened again', async () => {
    const url = await serve(
      (response) => {
        open(response);
        response.end();
      },
      (response) => void open(response),
    );
    const news = await collect(openStream({ url }), 3);
    expect(news.map(({ kind }) => kind)).toEqual(['opened', 'broken', 'opened']);
  });

  it('passes over what it does not know and what is only a heartbeat', async () => {
    const url = await serve((response) => {
      open(response);
      response.write(`: still here\n\nid: 6-1\ndata: {"type":"something.new"}\n\n${balance('6-2')}`);
    });
    expect(await collect(openEvents({ url }), 1)).toMatchObject([{ id: '6-2' }]);
  });

  it('throws the refusal of a caller who may not listen', async () => {
    const body = {
      defined: true,
      code: 'not_signed_in',
      status: 401,
      message: 'No.',
      data: { thing: 'key', remedy: 'Log in.' },
    };
    const url = await serve((response) => void response.writeHead(401).end(JSON.stringify(body)));
    await expect(collect(openEvents({ url }), 1)).rejects.toMatchObject({ code: 'not_signed_in', message: 'No.' });
  });

  it('ends when it is aborted, also while it waits to connect again', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    for await (const { kind } of openStream({ url: 'http://127.0.0.1:1', signal: abort.signal })) {
      seen.push(kind);
      abort.abort();
    }
    expect(seen).toEqual(['broken']);
  });
});

describe('messages of an event stream', () => {
  it('are put together over the borders of what arrives', async () => {
    const text = 'id: 1-1\ndata: {"a":\ndata: 1}\n\n:\n\ndata: "ä"\r\n\r\n';
    const bytes = new TextEncoder().encode(text);
    const single = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await collect(readMessages(single), 9)).toEqual([
      { id: '1-1', event: 'message', data: '{"a":\n1}' },
      { id: null, event: 'message', data: '"ä"' },
    ]);
  });

  it('report a silence that lasts too long', async () => {
    const silent = new ReadableStream<Uint8Array>();
    const reported = new Promise<void>((resolve) => {
      void collect(readMessages(silent, { silenceLimitMs: 20, onSilence: resolve }), 1);
    });
    await expect(reported).resolves.toBeUndefined();
  });
});
