-- The library: content by hash, assets with what was derived from them, where they came from, and uploads on their way.

-- What a workspace holds, by content. A row is a reference that keeps the bytes; bytes without any row are swept.
create table app.objects (
  workspace_id uuid not null references app.workspaces on delete cascade,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes >= 0),
  media_type text not null,
  -- Until then the row stands by itself: its bytes are stored, and the asset that will point to it is still to come.
  held_until timestamptz,
  created_at timestamptz not null default app.now(),
  primary key (workspace_id, sha256)
);
create index objects_by_hash on app.objects (sha256);
create index objects_by_size on app.objects (workspace_id) include (size_bytes);
create index objects_by_hold on app.objects (held_until) where held_until is not null;

create table app.assets (
  id uuid not null,
  workspace_id uuid not null references app.workspaces on delete cascade,
  kind text not null check (kind in ('image', 'video', 'audio', 'document', 'model3d', 'text')),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  width int,
  height int,
  thumbhash text,
  source text not null check (source in ('generated', 'uploaded', 'sample')),
  demo boolean not null default false,
  favourite boolean not null default false,
  derivatives text not null check (derivatives in ('processing', 'ready', 'failed', 'none')),
  derivatives_error text,
  made_by_job uuid,
  output_index int,
  prompt text not null default '',
  attribution_title text,
  attribution_licence text,
  attribution_source text,
  -- Words of name and prompt, and '@' with the workspace, so that one index serves the words of one workspace.
  search_text tsvector not null,
  -- Whole milliseconds, so that a cursor in JavaScript says exactly this instant.
  created_at timestamptz(3) not null default app.now(),
  trashed_at timestamptz(3),
  primary key (workspace_id, id),
  foreign key (workspace_id, sha256) references app.objects,
  check ((made_by_job is null) = (output_index is null))
);
create index assets_newest on app.assets (workspace_id, created_at desc, id desc) where trashed_at is null;
create index assets_trashed on app.assets (workspace_id, created_at desc, id desc) where trashed_at is not null;
create index assets_by_content on app.assets (workspace_id, sha256);
create unique index assets_by_output on app.assets (workspace_id, made_by_job, output_index) where made_by_job is not null;
create index assets_by_words on app.assets using gin (search_text);

create table app.renditions (
  workspace_id uuid not null,
  asset_id uuid not null,
  name text not null check (name in ('thumbnail', 'preview')),
  sha256 text not null,
  media_type text not null,
  width int not null,
  height int not null,
  size_bytes bigint not null,
  primary key (workspace_id, asset_id, name),
  foreign key (workspace_id, asset_id) references app.assets on delete cascade,
  foreign key (workspace_id, sha256) references app.objects
);
create index renditions_by_content on app.renditions (workspace_id, sha256);

-- What each generated asset was made by: a copy of the job's facts, so that the history outlives the job's row.
create table app.steps (
  workspace_id uuid not null references app.workspaces on delete cascade,
  job_id uuid not null,
  operation text not null,
  model text not null,
  parameters jsonb not null,
  credits_charged int,
  created_at timestamptz(3) not null,
  primary key (workspace_id, job_id)
);

create table app.lineage (
  workspace_id uuid not null,
  child_id uuid not null,
  parent_id uuid not null,
  input_name text not null,
  job_id uuid,
  primary key (workspace_id, child_id, parent_id, input_name),
  foreign key (workspace_id, child_id) references app.assets on delete cascade,
  foreign key (workspace_id, parent_id) references app.assets on delete cascade
);
create index lineage_by_parent on app.lineage (workspace_id, parent_id, child_id);

create table app.uploads (
  id uuid primary key,
  workspace_id uuid not null references app.workspaces on delete cascade,
  account_id uuid not null references app.accounts on delete cascade,
  name text not null check (length(name) between 1 and 200),
  size_bytes bigint not null check (size_bytes > 0),
  state text not null default 'receiving' check (state in ('receiving', 'finished', 'refused')),
  asset_id uuid,
  created_at timestamptz not null default app.now(),
  expires_at timestamptz not null
);
create index uploads_by_workspace on app.uploads (workspace_id, state);
create index uploads_by_expiry on app.uploads (expires_at);

do $$ declare name text; begin
  foreach name in array array['objects', 'assets', 'renditions', 'steps', 'lineage', 'uploads'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy tenant on app.%I to atelier_app, atelier_worker
      using (workspace_id = (select app.workspace_id())) with check (workspace_id = (select app.workspace_id()))', name);
    execute format('grant select, insert, update, delete on app.%I to atelier_app, atelier_worker', name);
  end loop;
end $$;

create policy definer on app.objects for select to atelier_search using (true);
create policy definer on app.assets for select to atelier_search using (true);
grant select on app.objects, app.assets to atelier_search;
create policy janitor on app.uploads to atelier_janitor using (true);
grant select (ctid, id, workspace_id, size_bytes, state, expires_at), delete on app.uploads to atelier_janitor;

-- Text search under row-level security cannot use its index, because its operators are not leakproof: so it happens
-- here, with the workspace repeated. Answers ids only; the caller reads the rows under its own policies.
create function app.search_assets(words text, given_kind text, given_source text, given_favourite boolean,
                                  given_trashed boolean, before_at timestamptz, before_id uuid, row_limit int)
  returns table (id uuid, created_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp set plan_cache_mode = force_custom_plan as $$
  select a.id, a.created_at
    from app.assets a
   where a.workspace_id = app.workspace_id()
     and a.search_text @@ (('''@' || app.workspace_id()::text || '''') || ' & ' || words)::tsquery
     and (given_kind is null or a.kind = given_kind)
     and (given_source is null or a.source = given_source)
     and (given_favourite is null or a.favourite = given_favourite)
     and (a.trashed_at is not null) = given_trashed
     and (a.created_at, a.id) < (before_at, before_id)
   order by a.created_at desc, a.id desc
   limit least(row_limit, 201) $$;

-- True when no workspace holds this content any more. Until the transaction ends nobody can begin to hold it.
create function app.lock_unheld_object(given_sha256 text) returns boolean
  language plpgsql security definer set search_path = app, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(given_sha256, 78));
  return not exists (select 1 from app.objects o where o.sha256 = given_sha256);
end $$;

-- Holds whose time is over; the caller lets go of them in each one's own workspace.
create function app.expired_holds(row_limit int) returns table (workspace_id uuid, sha256 text)
  language sql stable security definer set search_path = app, pg_temp as $$
  select o.workspace_id, o.sha256 from app.objects o where o.held_until < app.now() order by o.held_until limit least(row_limit, 1000) $$;

do $$ declare signature text; begin
  foreach signature in array array['search_assets(text, text, text, boolean, boolean, timestamptz, uuid, int)',
                                   'lock_unheld_object(text)', 'expired_holds(int)'] loop
    execute format('revoke execute on function app.%s from public', signature);
  end loop;
end $$;
grant execute on function app.search_assets to atelier_app, atelier_worker;
grant execute on function app.lock_unheld_object, app.expired_holds to atelier_worker;
alter function app.search_assets owner to atelier_search;
alter function app.lock_unheld_object owner to atelier_search;
alter function app.expired_holds owner to atelier_search;
