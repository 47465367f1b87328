import { amount, clock, fact, key, reference, state } from '../data-map.ts';
import type { DataMap } from '../data-map.ts';

export const notificationsDataMap: DataMap = {
  mails: {
    about: 'Account mails that are sent or, without a mail server, wait for the operator to read them.',
    owner: { by: 'installation', why: 'written for one person, read by the operator and the sender only' },
    retention: { rule: 'duration', after: 'created_at', days: 30 },
    columns: {
      id: key,
      account_id: reference,
      template: fact,
      recipient_sealed: {
        personal: 'contact',
        purpose: 'to deliver the mail',
        basis: 'contract',
        export: 'never',
        erase: 'delete-row',
      },
      subject: fact,
      body_sealed: {
        personal: 'credential',
        purpose: 'to deliver the mail',
        basis: 'contract',
        export: 'never',
        erase: 'delete-row',
      },
      state,
      attempts: amount,
      created_at: clock,
    },
  },
};
