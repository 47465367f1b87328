import { describe, expect, it } from 'vitest';
import { formatCredits } from './credits.tsx';
import { formatBytes } from './bytes.ts';
import { setTimezone } from '../words/locale.ts';
import { formatDateTime, formatDuration, formatRelative } from './relative-time.tsx';

const NOW = Date.UTC(2026, 10, 20, 12);

describe('formatRelative', () => {
  it('speaks in the largest unit that has passed', () => {
    const ago = (ms: number) => formatRelative(NOW - ms, NOW, 'en');
    expect([10_000, 90_000, 7_200_000, 86_400_000, 1_300_000_000].map(ago)).toEqual([
      'just now',
      '1 minute ago',
      '2 hours ago',
      'yesterday',
      '2 weeks ago',
    ]);
  });

  it('looks ahead as well', () => {
    expect(formatRelative(NOW + 3 * 86_400_000, NOW, 'en')).toBe('in 3 days');
  });
});

describe('formatDateTime', () => {
  it('shows times in the zone of the profile, and leaves an unknown zone out', () => {
    setTimezone('Asia/Tokyo');
    expect(formatDateTime(new Date(NOW), 'en')).toMatch(/^Nov 20, 2026, 9:00\sPM$/);
    setTimezone('Nowhere/At-All');
    expect(formatDateTime(new Date(NOW), 'en')).not.toBe('');
    setTimezone(null);
  });
});

describe('formatCredits', () => {
  it('groups thousands by locale and writes a real minus sign', () => {
    expect([
      formatCredits(12_500, false, 'en'),
      formatCredits(12_500, false, 'de'),
      formatCredits(-4, true, 'en'),
      formatCredits(4, true, 'en'),
    ]).toEqual(['12,500', '12.500', '−4', '+4']);
  });
});

describe('formatDuration and formatBytes', () => {
  it('keep the precision that matters', () => {
    expect([
      formatDuration(3_240, 'en'),
      formatDuration(80_000, 'en'),
      formatBytes(0, 'en'),
      formatBytes(2_600_000, 'en'),
      formatBytes(830, 'en'),
    ]).toEqual(['3.2 s', '1 min 20 s', '0 B', '2.6 MB', '830 B']);
  });
});
