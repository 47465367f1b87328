import { defineMessages } from '#web/design/words/define-messages.ts';

export const t = defineMessages({
  title: 'Credits',
  description:
    'Every movement, newest first. A job sets credits aside when it starts, pays what it really cost, and gives back the rest.',
  available: 'Available',
  held: 'Reserved for work under way',
  expiring: 'Expires next',
  expiringNever: 'Nothing expires',
  expiringAt: '{credits} on {date}',
  statement: 'Statement',
  when: 'When',
  what: 'What',
  kind: 'Movement',
  change: 'Available',
  spent: 'Paid',
  'kind.grant': 'Granted',
  'kind.hold': 'Reserved',
  'kind.settle': 'Paid',
  'kind.release': 'Given back',
  'kind.expire': 'Expired',
  empty: 'No movement yet',
  emptyDetail: 'The first grant and every job will be listed here.',
  more: 'Show older',
  failed: 'The statement could not be loaded',
  retry: 'Try again',
});
