import { useSyncExternalStore } from 'react';

export const LOCALES = ['en', 'fr', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

let current: Locale = 'en';
const listeners = new Set<() => void>();

/** The language of the words on the page. Numbers and dates follow `formatLocale()`. */
export function locale(): Locale {
  return current;
}

export function setLocale(next: Locale): void {
  current = next;
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, locale, locale);
}

/** The person's own conventions for numbers and dates: their regional form of the page's language when they have one. */
export function formatLocale(): string {
  if (typeof navigator === 'undefined') return current;
  return navigator.languages.find((tag) => tag.split('-')[0] === current) ?? current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
