import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import type { MediaKind, ParameterValues } from '#contract/media.ts';

const app = pgSchema('app');
/** Whole milliseconds, as JavaScript counts. */
const at = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const bytes = (name: string) => bigint(name, { mode: 'number' });
/** Written as a list of words; Postgres keeps it as a set it can search, and nobody reads it back. */
const words = customType<{ data: string[]; driverData: string }>({
  dataType: () => 'tsvector',
  toDriver: (list) => sql`array_to_tsvector(${sql.param(list)}::text[])`,
});

export const objects = app.table(
  'objects',
  {
    workspaceId: uuid('workspace_id').notNull(),
    sha256: text('sha256').notNull(),
    sizeBytes: bytes('size_bytes').notNull(),
    mediaType: text('media_type').notNull(),
    heldUntil: at('held_until'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.sha256] })],
);

export const assets = app.table(
  'assets',
  {
    id: uuid('id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    kind: text('kind').$type<MediaKind>().notNull(),
    name: text('name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: bytes('size_bytes').notNull(),
    sha256: text('sha256').notNull(),
    width: integer('width'),
    height: integer('height'),
    thumbhash: text('thumbhash'),
    source: text('source', { enum: ['generated', 'uploaded', 'sample'] }).notNull(),
    demo: boolean('demo').notNull(),
    favourite: boolean('favourite').notNull().default(false),
    derivatives: text('derivatives', { enum: ['processing', 'ready', 'failed', 'none'] }).notNull(),
    derivativesError: text('derivatives_error'),
    madeByJob: uuid('made_by_job'),
    outputIndex: integer('output_index'),
    prompt: text('prompt').notNull(),
    attributionTitle: text('attribution_title'),
    attributionLicence: text('attribution_licence'),
    attributionSource: text('attribution_source'),
    searchText: words('search_text').notNull(),
    createdAt: at('created_at').notNull(),
    trashedAt: at('trashed_at'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

export const renditions = app.table(
  'renditions',
  {
    workspaceId: uuid('workspace_id').notNull(),
    assetId: uuid('asset_id').notNull(),
    name: text('name', { enum: ['thumbnail', 'preview'] }).notNull(),
    sha256: text('sha256').notNull(),
    mediaType: text('media_type').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    sizeBytes: bytes('size_bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.assetId, table.name] })],
);

export const steps = app.table(
  'steps',
  {
    workspaceId: uuid('workspace_id').notNull(),
    jobId: uuid('job_id').notNull(),
    operation: text('operation').notNull(),
    model: text('model').notNull(),
    parameters: jsonb('parameters').$type<ParameterValues>().notNull(),
    creditsCharged: integer('credits_charged'),
    createdAt: at('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.jobId] })],
);

export const lineage = app.table(
  'lineage',
  {
    workspaceId: uuid('workspace_id').notNull(),
    childId: uuid('child_id').notNull(),
    parentId: uuid('parent_id').notNull(),
    inputName: text('input_name').notNull(),
    jobId: uuid('job_id'),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.childId, table.parentId, table.inputName] })],
);

export const uploads = app.table('uploads', {
  id: uuid('id').primaryKey(),
  workspaceId: uuid('workspace_id').notNull(),
  accountId: uuid('account_id').notNull(),
  name: text('name').notNull(),
  sizeBytes: bytes('size_bytes').notNull(),
  state: text('state', { enum: ['receiving', 'finished', 'refused'] }).notNull(),
  assetId: uuid('asset_id'),
  createdAt: at('created_at').notNull(),
  expiresAt: at('expires_at').notNull(),
});
