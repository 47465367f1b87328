import { sql } from 'drizzle-orm';
import { bigint, boolean, customType, integer, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const app = pgSchema('app');
const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

export const ledgerLots = app.table(
  'ledger_lots',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid('id').notNull(),
    source: text('source', { enum: ['issuance', 'promotion'] }).notNull(),
    issued: bigint('issued', { mode: 'number' }).notNull(),
    remaining: bigint('remaining', { mode: 'number' }).notNull(),
    held: bigint('held', { mode: 'number' }).notNull(),
    expiresAt: timestamp('expires_at', { withTimezone: true }),
    expired: boolean('expired').notNull().default(false),
    spendable: boolean('spendable')
      .notNull()
      .generatedAlwaysAs(sql`remaining > 0`),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const ledgerTransfers = app.table(
  'ledger_transfers',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: text('id').notNull(),
    number: bigint('number', { mode: 'bigint' }).notNull().generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: ['grant', 'hold', 'settle', 'expire', 'refund', 'provider-loss'] }).notNull(),
    credits: bigint('credits', { mode: 'number' }).notNull(),
    jobId: uuid('job_id'),
    memo: text('memo').notNull().default(''),
    transactionId: xid8('transaction_id').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const ledgerEntries = app.table(
  'ledger_entries',
  {
    workspaceId: uuid('workspace_id').notNull(),
    transferId: text('transfer_id').notNull(),
    line: integer('line').notNull(),
    account: text('account', {
      enum: ['issuance', 'promotion', 'available', 'held', 'revenue', 'expired', 'refunded', 'provider_loss'],
    }).notNull(),
    lotId: uuid('lot_id'),
    amount: bigint('amount', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.transferId, table.line] })],
);
