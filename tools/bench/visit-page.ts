import type { Browser, Page, Request } from 'playwright-core';

export interface Visit {
  /** From navigation to a text field that is shown and can be typed into. */
  readyMs: number;
  /** Of scripts that had come by then, as transferred. */
  scriptBytes: number;
  allBytes: number;
  requests: number;
  /** Content encoding of the scripts. */
  encoding: string;
}

export interface Credentials {
  email: string;
  password: string;
}

/** Visits a page twice: with an empty cache, and with what the first visit left in it. */
export async function visitPage(
  browser: Browser,
  { url, signIn }: { url: string; signIn?: Credentials },
): Promise<{ first: Visit; second: Visit }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    if (signIn) {
      // On an answer of the same origin that loads nothing, so that the cache stays empty.
      await page.goto(`${url}/healthz`);
      await page.evaluate(async (credentials) => {
        const headers = { 'content-type': 'application/json' };
        await fetch('/api/auth/sign-in', { method: 'POST', headers, body: JSON.stringify(credentials) });
      }, signIn);
    }
    await context.addInitScript(noteWhenReady);
    return { first: await visit(page, url), second: await visit(page, url) };
  } finally {
    await context.close();
  }
}

async function visit(page: Page, url: string): Promise<Visit> {
  const finished: Request[] = [];
  const note = (request: Request) => void finished.push(request);
  page.on('requestfinished', note);
  await page.goto('about:blank');
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => Reflect.get(window, 'readyForWordsAt') as number | undefined);
  const readyMs = (await handle.jsonValue()) as number;
  page.off('requestfinished', note);

  const answers = await Promise.all(
    finished.map(async (request) => {
      const [sizes, response] = await Promise.all([request.sizes(), request.response()]);
      const isScript = new URL(request.url()).pathname.endsWith('.js');
      return { isScript, bytes: sizes.responseBodySize, encoding: response?.headers()['content-encoding'] ?? 'plain' };
    }),
  );
  const scripts = answers.filter(({ isScript }) => isScript);
  const sum = (list: { bytes: number }[]) => list.reduce((total, { bytes }) => total + bytes, 0);
  const encoding = [...new Set(scripts.map((script) => script.encoding))].toSorted().join(' and ') || 'none';
  return { readyMs, scriptBytes: sum(scripts), allBytes: sum(answers), requests: answers.length, encoding };
}

/** Runs in the page before its own scripts; its clock begins with the navigation. */
function noteWhenReady(): void {
  const look = () => {
    const field = document.querySelector('textarea');
    const isReady = field !== null && !field.disabled && field.getClientRects().length > 0;
    if (isReady) Reflect.set(window, 'readyForWordsAt', performance.now());
    else requestAnimationFrame(look);
  };
  look();
}
