import { integer, pgSchema, text, timestamp, uuid } from 'drizzle-orm/pg-core';

export const mails = pgSchema('app').table('mails', {
  id: uuid('id').primaryKey(),
  accountId: uuid('account_id'),
  template: text('template').notNull(),
  recipientSealed: text('recipient_sealed').notNull(),
  subject: text('subject').notNull(),
  bodySealed: text('body_sealed').notNull(),
  state: text('state', { enum: ['outbox', 'sending', 'sent', 'failed'] })
    .notNull()
    .default('outbox'),
  attempts: integer('attempts').notNull().default(0),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
});
