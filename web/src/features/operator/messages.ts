import { defineMessages } from '#web/design/words/define-messages.ts';

export const t = defineMessages({
  outbox: 'Outbox',
  description:
    'Mails that this installation wrote. Until a mail server is set they wait here, to be read and passed on.',
  to: 'To',
  empty: 'No mail yet',
  emptyDetail: 'Confirmations and password links appear here as soon as somebody asks for one.',
  choose: 'Choose a mail to read it.',
  more: 'Show older',
  failed: 'The outbox could not be loaded',
  back: 'All mails',
  'state.outbox': 'Waiting here',
  'state.sending': 'Sending',
  'state.sent': 'Sent',
  'state.failed': 'Failed',
});
