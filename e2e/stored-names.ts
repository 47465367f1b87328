import type { Page } from 'playwright-core';
import { browserStorage } from '#contract/browser-storage.ts';

/** Cookies and storage keys the page keeps that nobody declared. */
export async function undeclaredStorage(page: Page): Promise<string[]> {
  const cookies = (await page.context().cookies()).map(({ name }) => ({ kind: 'cookie', name }));
  const keys = await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]);
  const kept = [...cookies, ...keys.map((name) => ({ kind: 'localStorage', name }))];
  return kept.filter((one) => !isDeclared(one.kind, one.name)).map(({ kind, name }) => `${kind} ${name}`);
}

function isDeclared(kind: string, name: string): boolean {
  return browserStorage.some((entry) =>
    entry.kind === kind && entry.name.endsWith('*') ? name.startsWith(entry.name.slice(0, -1)) : entry.name === name,
  );
}
