import { boolean, pgSchema, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const app = pgSchema('app');
const at = (name: string) => timestamp(name, { withTimezone: true });

export const accounts = app.table('accounts', {
  id: uuid('id').primaryKey(),
  emailHash: text('email_hash').notNull(),
  emailSealed: text('email_sealed').notNull(),
  displayNameSealed: text('display_name_sealed').notNull(),
  passwordHash: text('password_hash').notNull(),
  operator: boolean('operator').notNull().default(false),
  emailVerifiedAt: at('email_verified_at'),
  timezone: text('timezone'),
  createdAt: at('created_at').notNull(),
});

export const subjectKeys = app.table('subject_keys', {
  accountId: uuid('account_id').primaryKey(),
  wrapped: text('wrapped').notNull(),
});

export const workspaces = app.table('workspaces', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  createdAt: at('created_at').notNull(),
});

export const members = app.table(
  'members',
  {
    workspaceId: uuid('workspace_id').notNull(),
    accountId: uuid('account_id').notNull(),
    role: text('role', { enum: ['owner', 'editor', 'viewer'] }).notNull(),
    joinedAt: at('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.accountId] })],
);

export const sessions = app.table('sessions', {
  id: uuid('id').primaryKey(),
  accountId: uuid('account_id').notNull(),
  workspaceId: uuid('workspace_id').notNull(),
  tokenHash: text('token_hash').notNull(),
  deviceSealed: text('device_sealed').notNull(),
  createdAt: at('created_at').notNull(),
  lastSeenAt: at('last_seen_at').notNull(),
  idleExpiresAt: at('idle_expires_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});

export const accountTokens = app.table('account_tokens', {
  id: uuid('id').primaryKey(),
  accountId: uuid('account_id').notNull(),
  purpose: text('purpose', { enum: ['verify-email', 'reset-password'] }).notNull(),
  tokenHash: text('token_hash').notNull(),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});

export const apiKeys = app.table('api_keys', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  accountId: uuid('account_id').notNull(),
  name: text('name').notNull(),
  publicId: text('public_id').notNull(),
  secretHash: text('secret_hash').notNull(),
  createdAt: at('created_at').notNull(),
  lastUsedAt: at('last_used_at'),
  revokedAt: at('revoked_at'),
});
