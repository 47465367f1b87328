import { defineMessages } from './define-messages.ts';

/** The words that design parts carry themselves; all other words are given to them. */
export const t = defineMessages({
  'close': 'Close',
  'dismiss': 'Dismiss',
  'undo': 'Undo',
  'increase': 'Increase',
  'decrease': 'Decrease',
  'noMatches': 'Nothing matches “{query}”',
  'nothing': 'Nothing to choose from',
  'showPassword': 'Show password',
  'hidePassword': 'Hide password',
  'optional': 'optional',
  'notifications': 'Notifications',
  'credits': { one: '{count} credit', other: '{count} credits' },
  'justNow': 'just now',
  'demo': 'Demo',
  'hue': 'Colour',
  'noColour': 'none',
  'status.queued': 'Queued',
  'status.running': 'Running',
  'status.waiting': 'Needs you',
  'status.done': 'Done',
  'status.refused': 'Refused',
  'status.failed': 'Failed',
  'status.canceled': 'Canceled',
  'status.unknown': 'Unknown',
});
