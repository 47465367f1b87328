import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const executables = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** No name but the loopback address resolves: whatever asks for the outside fails, and is counted. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.ATELIER_CHROMIUM ?? executables.find((path) => existsSync(path));
  if (!executablePath)
    throw new Error('No Chromium was found. Install the package chromium, or name one with ATELIER_CHROMIUM.');
  return chromium.launch({ executablePath, args: flags });
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Requests to anything but the studio. */
  outsideRequests: string[];
  /** Errors of the page: faults, policy violations, failed loads. */
  errors: string[];
}

export async function openVisitor(
  browser: Browser,
  options: { url: string; width: number; height: number; dark: boolean },
): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    colorScheme: options.dark ? 'dark' : 'light',
    hasTouch: options.width < 600,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const outsideRequests: string[] = [];
  const errors: string[] = [];
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== options.url) outsideRequests.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // Asking who is signed in is answered 401 to a visitor; the browser reports every such answer.
    const expected = message.text().includes('401') && message.location().url.endsWith('/api/me');
    if (message.type() === 'error' && !expected) errors.push(`${message.text()} ${message.location().url}`);
  });
  return { page, context, outsideRequests, errors };
}
