import type { Visitor } from '../start-test-app.ts';

const withinMs = 20_000;

/** What an event stream says until it has said what is waited for. `meanwhile` begins when the stream is open. */
export async function readEvents(
  visitor: Visitor,
  path: string,
  options: { until: (text: string) => boolean; meanwhile?: () => Promise<unknown> },
): Promise<string> {
  const controller = new AbortController();
  const timer = setTimeout(
    () => controller.abort(new Error(`The stream did not say within ${withinMs / 1000} s what was waited for`)),
    withinMs,
  );
  try {
    const response = await visitor.send(path, { signal: controller.signal });
    if (!response.ok || !response.body) throw new Error(`The event stream was answered ${response.status}`);
    const work = options.meanwhile?.();
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (options.until(text)) break;
    }
    await work;
    return text;
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
