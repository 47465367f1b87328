-- One operation from quote to asset. Submitting is written down before the socket opens (attempts), so that after a
-- crash the provider's recovery class decides what may be done, and nothing is bought twice.

create table app.quotes (
  id uuid primary key,
  workspace_id uuid not null references app.workspaces on delete cascade,
  request_hash text not null,
  credits bigint not null check (credits >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index quotes_by_workspace on app.quotes (workspace_id);
create index quotes_by_expiry on app.quotes (expires_at);

create table app.jobs (
  id uuid primary key,
  workspace_id uuid not null references app.workspaces on delete cascade,
  account_id uuid not null references app.accounts on delete cascade,
  operation text not null,
  model text not null,
  demo boolean not null,
  state text not null check (state in ('queued', 'submitting', 'running', 'storing', 'succeeded', 'refused', 'failed', 'canceled', 'unknown')),
  stage text,
  fraction real check (fraction between 0 and 1),
  parameters jsonb not null,
  inputs jsonb not null,
  output_count int not null check (output_count between 1 and 16),
  aspect_ratio real,
  credits_quoted bigint not null check (credits_quoted >= 0),
  credits_charged bigint check (credits_charged between 0 and credits_quoted),
  cancel_requested boolean not null default false,
  retry_of uuid,
  -- Engine tasks it has had: more than one only where a task broke for good.
  runs int not null default 1 check (runs between 1 and 100),
  idempotency_key text,
  request_hash text not null,
  -- Assets it made, by output.
  output_asset_ids uuid[] not null default '{}',
  error jsonb,
  created_at timestamptz not null,
  finished_at timestamptz,
  -- A job has ended exactly when it has an end time, and a price only then.
  check ((state in ('succeeded', 'refused', 'failed', 'canceled', 'unknown')) = (finished_at is not null)),
  check ((credits_charged is not null) = (finished_at is not null)),
  unique (workspace_id, id)
);
create unique index jobs_by_idempotency_key on app.jobs (workspace_id, idempotency_key) where idempotency_key is not null;
create index jobs_by_time on app.jobs (workspace_id, created_at desc, id desc);
create index jobs_active on app.jobs (workspace_id, created_at desc, id desc) where finished_at is null;

create table app.attempts (
  id uuid primary key,
  workspace_id uuid not null references app.workspaces on delete cascade,
  job_id uuid not null,
  number int not null check (number between 1 and 20),
  -- Known to the provider as idempotency key, client id or callback token.
  token text not null unique,
  state text not null check (state in ('submitting', 'accepted', 'completed', 'rejected', 'unknown')),
  -- Where the provider keeps the work; opaque to us.
  remote_ref jsonb,
  -- What came back, once its bytes are ours.
  outputs jsonb,
  failure jsonb,
  started_at timestamptz not null,
  answered_at timestamptz,
  unique (job_id, number),
  foreign key (workspace_id, job_id) references app.jobs (workspace_id, id) on delete cascade
);
create index attempts_by_workspace on app.attempts (workspace_id);

do $$ declare name text; begin
  foreach name in array array['quotes', 'jobs', 'attempts'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy tenant on app.%I to atelier_app, atelier_worker
      using (workspace_id = (select app.workspace_id())) with check (workspace_id = (select app.workspace_id()))', name);
    execute format('grant select on app.%I to atelier_app, atelier_worker', name);
  end loop;
end $$;
create policy janitor on app.quotes to atelier_janitor using (true);
grant insert on app.quotes to atelier_app, atelier_worker;
grant insert, update on app.jobs, app.attempts to atelier_app, atelier_worker;
grant select (ctid, expires_at), delete on app.quotes to atelier_janitor;

-- Jobs under way in all workspaces, for the sweep that finds those whose task broke. Ids only.
create policy definer on app.jobs for select to atelier_search using (true);
grant select (id, workspace_id, runs, created_at, finished_at) on app.jobs to atelier_search;
create index jobs_unfinished on app.jobs (id) where finished_at is null;
create function app.unfinished_jobs(created_before timestamptz, after_id uuid, row_limit int)
  returns table (id uuid, workspace_id uuid, runs int)
  language sql stable security definer set search_path = app, pg_temp as $$
  select j.id, j.workspace_id, j.runs from app.jobs j
   where j.finished_at is null and j.created_at < created_before and j.id > after_id
   order by j.id limit least(row_limit, 1000) $$;
revoke execute on function app.unfinished_jobs from public;
grant execute on function app.unfinished_jobs to atelier_worker;
alter function app.unfinished_jobs owner to atelier_search;
