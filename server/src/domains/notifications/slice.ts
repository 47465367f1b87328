import type { Slice } from '../slice.ts';
import { notificationsDataMap } from './data-map.ts';
import { postMail } from './post-mail.ts';
import { defineSendMail } from './send-mail.task.ts';

export const notificationsSlice: Slice = {
  name: 'notifications',
  dataMap: notificationsDataMap,
  tasks: (ports) => [defineSendMail(ports)],
  reactions: {
    'account.verification-requested': (ctx, { accountId, email, token }) =>
      postMail(ctx, {
        accountId,
        to: email,
        template: 'verify-email',
        link: `${ctx.ports.settings.publicUrl}/verify-email#${token}`,
      }),
    'account.reset-requested': (ctx, { accountId, email, token }) =>
      postMail(ctx, {
        accountId,
        to: email,
        template: 'reset-password',
        link: `${ctx.ports.settings.publicUrl}/reset-password#${token}`,
      }),
    'account.sign-up-repeated': (ctx, { accountId, email }) =>
      postMail(ctx, {
        accountId,
        to: email,
        template: 'sign-up-repeated',
        link: `${ctx.ports.settings.publicUrl}/sign-in`,
      }),
  },
};
