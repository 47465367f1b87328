-- People, workspaces, members, sessions, mailed tokens, API keys.

create table app.accounts (
  id uuid primary key,
  email_hash text not null unique,
  email_sealed text not null,
  display_name_sealed text not null,
  password_hash text not null,
  operator boolean not null default false,
  email_verified_at timestamptz,
  timezone text,
  created_at timestamptz not null default app.now()
);

create table app.subject_keys (
  account_id uuid primary key references app.accounts on delete cascade,
  wrapped text not null
);

create table app.workspaces (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default app.now()
);

create table app.members (
  workspace_id uuid not null references app.workspaces on delete cascade,
  account_id uuid not null references app.accounts on delete cascade,
  role text not null check (role in ('owner', 'editor', 'viewer')),
  joined_at timestamptz not null default app.now(),
  primary key (workspace_id, account_id)
);
create index members_by_account on app.members (account_id);

create table app.sessions (
  id uuid primary key,
  account_id uuid not null references app.accounts on delete cascade,
  workspace_id uuid not null references app.workspaces on delete cascade,
  token_hash text not null unique,
  device_sealed text not null,
  created_at timestamptz not null default app.now(),
  last_seen_at timestamptz not null default app.now(),
  idle_expires_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_by_account on app.sessions (account_id);

create table app.account_tokens (
  id uuid primary key,
  account_id uuid not null references app.accounts on delete cascade,
  purpose text not null check (purpose in ('verify-email', 'reset-password')),
  token_hash text not null unique,
  created_at timestamptz not null default app.now(),
  expires_at timestamptz not null
);
create index account_tokens_by_account on app.account_tokens (account_id);

create table app.api_keys (
  id uuid primary key,
  workspace_id uuid not null references app.workspaces on delete cascade,
  account_id uuid not null references app.accounts on delete cascade,
  name text not null check (length(name) between 1 and 80),
  public_id text not null unique,
  secret_hash text not null,
  created_at timestamptz not null default app.now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_by_workspace on app.api_keys (workspace_id);

do $$ declare name text; begin
  foreach name in array array['accounts', 'subject_keys', 'workspaces', 'members', 'sessions', 'account_tokens', 'api_keys'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('grant select on app.%I to atelier_search', name);
    execute format('create policy definer on app.%I for select to atelier_search using (true)', name);
  end loop;
end $$;

create policy self on app.accounts to atelier_app, atelier_worker
  using (id = (select app.account_id())) with check (id = (select app.account_id()));
create policy self on app.subject_keys to atelier_app, atelier_worker
  using (account_id = (select app.account_id())) with check (account_id = (select app.account_id()));
create policy current on app.workspaces to atelier_app, atelier_worker
  using (id = (select app.workspace_id())) with check (id = (select app.workspace_id()));
create policy current on app.members to atelier_app, atelier_worker
  using (workspace_id = (select app.workspace_id())) with check (workspace_id = (select app.workspace_id()));
create policy self on app.sessions to atelier_app
  using (account_id = (select app.account_id())) with check (account_id = (select app.account_id()));
create policy self on app.account_tokens to atelier_app
  using (account_id = (select app.account_id())) with check (account_id = (select app.account_id()));
create policy tenant on app.api_keys to atelier_app
  using (workspace_id = (select app.workspace_id())) with check (workspace_id = (select app.workspace_id()));
create policy janitor on app.sessions to atelier_janitor using (true);
create policy janitor on app.account_tokens to atelier_janitor using (true);

grant select, insert, update on app.accounts, app.workspaces to atelier_app;
grant select, insert on app.subject_keys to atelier_app;
grant select, insert, update, delete on app.members, app.sessions, app.account_tokens to atelier_app;
grant select, insert, update on app.api_keys to atelier_app;
grant select on app.accounts, app.subject_keys, app.workspaces, app.members to atelier_worker;
grant select (ctid, expires_at), delete on app.sessions, app.account_tokens to atelier_janitor;

-- Look-ups that come before there is a context. Each answers exactly one row for exactly one secret or hash.
create function app.sign_in_by_email(given_hash text)
  returns table (account_id uuid, password_hash text, operator boolean, wrapped_key text, workspace_id uuid, role text)
  language sql stable security definer set search_path = app, pg_temp as $$
  select a.id, a.password_hash, a.operator, k.wrapped, m.workspace_id, m.role
    from app.accounts a
    join app.subject_keys k on k.account_id = a.id
    join app.members m on m.account_id = a.id
   where a.email_hash = given_hash
   order by m.joined_at limit 1 $$;

create function app.session_by_token(given_hash text)
  returns table (session_id uuid, account_id uuid, workspace_id uuid, role text, operator boolean, last_seen_at timestamptz,
                 idle_expires_at timestamptz, expires_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp as $$
  select s.id, s.account_id, s.workspace_id, m.role, a.operator, s.last_seen_at, s.idle_expires_at, s.expires_at
    from app.sessions s
    join app.accounts a on a.id = s.account_id
    join app.members m on m.account_id = s.account_id and m.workspace_id = s.workspace_id
   where s.token_hash = given_hash $$;

create function app.api_key_by_public_id(given text)
  returns table (key_id uuid, account_id uuid, workspace_id uuid, role text, secret_hash text, last_used_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp as $$
  select k.id, k.account_id, k.workspace_id, m.role, k.secret_hash, k.last_used_at
    from app.api_keys k
    join app.members m on m.account_id = k.account_id and m.workspace_id = k.workspace_id
   where k.public_id = given and k.revoked_at is null $$;

create function app.account_by_token(given_purpose text, given_hash text)
  returns table (token_id uuid, account_id uuid, expires_at timestamptz)
  language sql stable security definer set search_path = app, pg_temp as $$
  select t.id, t.account_id, t.expires_at from app.account_tokens t where t.purpose = given_purpose and t.token_hash = given_hash $$;

create function app.has_accounts() returns boolean
  language sql stable security definer set search_path = app, pg_temp as $$ select exists (select 1 from app.accounts) $$;

do $$ declare signature text; begin
  foreach signature in array array['sign_in_by_email(text)', 'session_by_token(text)', 'api_key_by_public_id(text)',
                                   'account_by_token(text, text)', 'has_accounts()'] loop
    execute format('revoke execute on function app.%s from public', signature);
    execute format('grant execute on function app.%s to atelier_app', signature);
    execute format('alter function app.%s owner to atelier_search', signature);
  end loop;
end $$;
