import { z } from 'zod';
import { pageOf, pageQuerySchema } from '../page.ts';
import { operatorEndpoint } from './endpoint.ts';

export const mailSchema = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  template: z.string(),
  state: z.enum(['outbox', 'sending', 'sent', 'failed']),
  createdAt: z.iso.datetime(),
});
export type Mail = z.infer<typeof mailSchema>;

export const notifications = {
  listMails: operatorEndpoint
    .route({ method: 'GET', path: '/operator/mails', summary: 'The local outbox', tags: ['notifications'] })
    .input(pageQuerySchema)
    .output(pageOf(mailSchema)),
};
