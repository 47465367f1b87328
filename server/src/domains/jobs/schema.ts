import { bigint, boolean, integer, jsonb, pgSchema, real, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { jobStates } from '#contract/job-state.ts';
import type { ParameterValues } from '#contract/media.ts';
import type { ProviderFailure, RemoteRef } from '#adapters/models/spec.ts';
import type { JobError } from './job.ts';
import type { StoredOutput } from './store-outputs.ts';

const app = pgSchema('app');
const at = (name: string) => timestamp(name, { withTimezone: true });
const credits = (name: string) => bigint(name, { mode: 'number' });

export const quotes = app.table('quotes', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  requestHash: text('request_hash').notNull(),
  credits: credits('credits').notNull(),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});

export interface JobInput {
  name: string;
  assetId: string;
}

export const jobs = app.table('jobs', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  accountId: uuid('account_id').notNull(),
  operation: text('operation').notNull(),
  model: text('model').notNull(),
  demo: boolean('demo').notNull(),
  state: text('state', { enum: jobStates }).notNull(),
  stage: text('stage'),
  fraction: real('fraction'),
  parameters: jsonb('parameters').$type<ParameterValues>().notNull(),
  inputs: jsonb('inputs').$type<JobInput[]>().notNull(),
  outputCount: integer('output_count').notNull(),
  aspectRatio: real('aspect_ratio'),
  creditsQuoted: credits('credits_quoted').notNull(),
  creditsCharged: credits('credits_charged'),
  cancelRequested: boolean('cancel_requested').notNull().default(false),
  retryOf: uuid('retry_of'),
  runs: integer('runs').notNull().default(1),
  idempotencyKey: text('idempotency_key'),
  requestHash: text('request_hash').notNull(),
  outputAssetIds: uuid('output_asset_ids').array().notNull().default([]),
  error: jsonb('error').$type<JobError>(),
  createdAt: at('created_at').notNull(),
  finishedAt: at('finished_at'),
});

export const attempts = app.table('attempts', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  jobId: uuid('job_id').notNull(),
  number: integer('number').notNull(),
  token: text('token').notNull(),
  state: text('state', { enum: ['submitting', 'accepted', 'completed', 'rejected', 'unknown'] }).notNull(),
  remoteRef: jsonb('remote_ref').$type<RemoteRef>(),
  outputs: jsonb('outputs').$type<StoredOutput[]>(),
  failure: jsonb('failure').$type<ProviderFailure>(),
  startedAt: at('started_at').notNull(),
  answeredAt: at('answered_at'),
});
