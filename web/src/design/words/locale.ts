const LOCALES = ['en', 'fr', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** The language of the words on the page, as the document declares it. Numbers and dates follow `formatLocale()`. */
export function locale(): Locale {
  const declared = typeof document === 'undefined' ? 'en' : document.documentElement.lang;
  return LOCALES.find((one) => one === declared) ?? 'en';
}

/** The person's own conventions for numbers and dates: their regional form of the page's language when they have one. */
export function formatLocale(): string {
  const language = locale();
  if (typeof navigator === 'undefined' || !navigator.languages) return language;
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}

let timezone: string | undefined;

/** Times are shown in this IANA zone from now on; null goes back to the browser's own. An unknown one is left out. */
export function setTimezone(next: string | null): void {
  try {
    timezone = next === null ? undefined : new Intl.DateTimeFormat('en', { timeZone: next }).resolvedOptions().timeZone;
  } catch {
    timezone = undefined;
  }
}

export function displayTimezone(): string | undefined {
  return timezone;
}
