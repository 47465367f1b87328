import { route } from '../route.ts';
import { listMails } from './list-mails.ts';

export const notificationsRoutes = {
  listMails: route.notifications.listMails.handler(({ input, context }) =>
    context.transact((ctx) => listMails(ctx, input)),
  ),
};
