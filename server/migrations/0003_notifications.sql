-- Mails wait here until they are sent; on an installation without SMTP the operator reads them in the app.
create table app.mails (
  id uuid primary key,
  account_id uuid references app.accounts on delete cascade,
  template text not null,
  recipient_sealed text not null,
  subject text not null,
  body_sealed text not null,
  state text not null default 'outbox' check (state in ('outbox', 'sending', 'sent', 'failed')),
  attempts int not null default 0,
  created_at timestamptz not null default app.now()
);
create index mails_by_age on app.mails (created_at desc, id desc);
alter table app.mails enable row level security;
alter table app.mails force row level security;
-- A person's transaction may only put a mail for that person; reading is for the operator and the sender.
create policy put on app.mails for insert to atelier_app with check (account_id = (select app.account_id()));
create policy operator on app.mails for select to atelier_app using ((select app.is_operator()));
create policy sender on app.mails to atelier_worker using ((select app.is_operator())) with check ((select app.is_operator()));
create policy janitor on app.mails to atelier_janitor using (true);
grant select, insert on app.mails to atelier_app;
grant select, update (state, attempts) on app.mails to atelier_worker;
grant select (ctid, created_at), delete on app.mails to atelier_janitor;
