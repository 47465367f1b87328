import { useEffect, useState } from 'react';
import { displayTimezone, formatLocale } from '../words/locale.ts';
import { t } from '../words/messages.ts';

const STEPS: ReadonlyArray<readonly [unit: Intl.RelativeTimeFormatUnit, ms: number]> = [
  ['year', 31_557_600_000],
  ['month', 2_629_800_000],
  ['week', 604_800_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const REFRESH_MS = 30_000;

/** "3 hours ago", with the exact local time on hover. Follows the clock while on show. */
export function RelativeTime({ at, className }: { at: string | Date; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatDateTime(date)} className={className}>
      {formatRelative(date.getTime(), now)}
    </time>
  );
}

export function formatRelative(atMs: number, nowMs: number, locale = formatLocale()): string {
  const distance = atMs - nowMs;
  const step = STEPS.find(([, ms]) => Math.abs(distance) >= ms);
  if (!step) return t('justNow');
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(distance / step[1]), step[0]);
}

export function formatDateTime(at: string | Date, locale = formatLocale()): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: displayTimezone(),
  }).format(new Date(at));
}

/** 3.2 s, 1 min 20 s: how long something took. */
export function formatDuration(ms: number, locale = formatLocale()): string {
  const seconds = ms / 1000;
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  if (seconds < 60) return `${number(seconds, seconds < 10 ? 1 : 0)} s`;
  return `${number(Math.floor(seconds / 60), 0)} min ${number(Math.round(seconds % 60), 0)} s`;
}
