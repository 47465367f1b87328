import { z } from 'zod';
import { pageOf, pageQuerySchema } from '../page.ts';
import { endpoint } from './endpoint.ts';

export const balanceSchema = z.object({
  available: z.number().int(),
  held: z.number().int(),
  /** The credits that expire next, if any do. */
  expiringNext: z.object({ credits: z.number().int(), at: z.iso.datetime() }).nullable(),
});
export type Balance = z.infer<typeof balanceSchema>;

export const statementLineSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  kind: z.enum(['grant', 'hold', 'settle', 'release', 'expire']),
  /** Change of what is available: negative when set aside, positive when granted or returned. */
  available: z.number().int(),
  held: z.number().int(),
  /** Credits really paid by this line. */
  spent: z.number().int(),
  memo: z.string(),
  jobId: z.uuid().nullable(),
});
export type StatementLine = z.infer<typeof statementLineSchema>;

export const billing = {
  balance: endpoint
    .route({ method: 'GET', path: '/billing/balance', summary: 'Credits available and reserved', tags: ['billing'] })
    .output(balanceSchema),
  statement: endpoint
    .route({
      method: 'GET',
      path: '/billing/statement',
      summary: 'Every movement of credits, newest first',
      tags: ['billing'],
    })
    .input(pageQuerySchema)
    .output(pageOf(statementLineSchema)),
};
