-- The ground: context functions, time, and the events that feed the browser.
-- All tables live in schema app, are owned by atelier_owner and forced under row-level security.

grant usage on schema app to atelier_app, atelier_worker, atelier_janitor, atelier_search;

-- Context of the transaction. Unset means null, and null equals nothing: no rows.
create function app.workspace_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace_id', true), '')::uuid $$;
create function app.account_id() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
create function app.is_operator() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.operator', true), '') = 'on' $$;

-- Time is an input: tests set app.now for the length of a transaction or session.
create function app.now() returns timestamptz language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.now', true), '')::timestamptz, statement_timestamp()) $$;

create function app.refuse_change() returns trigger language plpgsql
  as $$ begin raise exception 'rows of % are never changed or deleted', tg_table_name using errcode = 'restrict_violation'; end $$;

create table app.events (
  id bigint generated always as identity primary key,
  -- Readers stop below the oldest running transaction, so a late commit is never skipped by a cursor.
  transaction_id xid8 not null default pg_current_xact_id(),
  workspace_id uuid not null,
  type text not null,
  payload jsonb not null,
  created_at timestamptz not null default app.now()
);
create index events_by_workspace on app.events (workspace_id, transaction_id, id);
create index events_by_age on app.events (created_at);
alter table app.events enable row level security;
alter table app.events force row level security;
create policy tenant on app.events to atelier_app, atelier_worker
  using (workspace_id = (select app.workspace_id())) with check (workspace_id = (select app.workspace_id()));
create policy janitor on app.events to atelier_janitor using (true);
grant select, insert on app.events to atelier_app, atelier_worker;
grant select (ctid, created_at), delete on app.events to atelier_janitor;

-- Token buckets for rate limits. The key is a keyed hash of what is limited; no address is kept.
create table app.rate_buckets (
  key text primary key,
  tokens double precision not null,
  updated_at timestamptz not null
);
alter table app.rate_buckets enable row level security;
alter table app.rate_buckets force row level security;
-- Reached only through app.take_token, so that no role can read or reset another's bucket.
create policy definer_only on app.rate_buckets to atelier_search using (true) with check (true);
create policy janitor on app.rate_buckets to atelier_janitor using (true);
grant select, insert, update on app.rate_buckets to atelier_search;
grant select (ctid, updated_at), delete on app.rate_buckets to atelier_janitor;

-- Takes one token; answers the seconds to wait, 0 when granted.
create function app.take_token(bucket_key text, capacity double precision, refill_per_second double precision)
  returns double precision language plpgsql security definer set search_path = app, pg_temp as $$
declare
  remaining double precision;
begin
  insert into app.rate_buckets as b (key, tokens, updated_at) values (bucket_key, capacity - 1, app.now())
  on conflict (key) do update set
    tokens = least(capacity, b.tokens + extract(epoch from greatest(app.now() - b.updated_at, interval '0')) * refill_per_second) - 1,
    updated_at = app.now()
  returning tokens into remaining;
  if remaining >= 0 then return 0; end if;
  -- A refused call does not push the bucket further down than one token.
  update app.rate_buckets set tokens = greatest(remaining + 1, -1) where key = bucket_key;
  return (0 - remaining) / refill_per_second;
end $$;
grant create on schema app to atelier_search;
-- The owner changes last: what is granted and revoked afterwards would silently change nothing.
revoke execute on function app.take_token from public;
grant execute on function app.take_token to atelier_app, atelier_worker;
alter function app.take_token owner to atelier_search;
