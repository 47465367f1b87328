/** One way to break the walls, as a careless migration could. Each must be caught; the test says by what. */
export interface Sabotage {
  name: string;
  sql: string;
  /** Where the attacks look; the lint looks everywhere. */
  tables: readonly string[];
}

const tenant = 'workspace_id = (select app.workspace_id())';
const replaced = (table: string, using: string, rest = '') =>
  `drop policy tenant on app.${table}; create policy tenant on app.${table} to atelier_app, atelier_worker using (${using}) ${rest}`;

export const sabotages: readonly Sabotage[] = [
  { name: 'row-level security off', sql: 'alter table app.jobs disable row level security', tables: ['jobs'] },
  { name: 'not forced on the owner', sql: 'alter table app.jobs no force row level security', tables: ['jobs'] },
  { name: 'a policy that lets everybody in', sql: replaced('assets', 'true', 'with check (true)'), tables: ['assets'] },
  { name: 'reads walled, writes not', sql: replaced('quotes', tenant, 'with check (true)'), tables: ['quotes'] },
  { name: 'no check of what is written', sql: replaced('uploads', tenant), tables: ['uploads'] },
  {
    name: 'the wrong column compared',
    sql: replaced(
      'jobs',
      'account_id = (select app.account_id())',
      'with check (account_id = (select app.account_id()))',
    ),
    tables: ['jobs'],
  },
  {
    name: 'the context asked at every row',
    sql: replaced('assets', 'workspace_id = app.workspace_id()', `with check (${tenant})`),
    tables: ['assets'],
  },
  {
    name: 'rows without a context shown',
    sql: replaced('steps', `${tenant} or (select app.workspace_id()) is null`, `with check (${tenant})`),
    tables: ['steps'],
  },
  {
    name: 'a comparison that null passes',
    sql: replaced(
      'renditions',
      'workspace_id is not distinct from coalesce((select app.workspace_id()), workspace_id)',
      `with check (${tenant})`,
    ),
    tables: ['renditions'],
  },
  {
    name: 'a second policy beside the right one',
    sql: "create policy samples on app.assets for select to atelier_app using (source = 'sample')",
    tables: ['assets'],
  },
  {
    name: 'a policy for the role public',
    sql: `create policy everybody on app.lineage to public using (${tenant})`,
    tables: ['lineage'],
  },
  {
    name: 'a deletion that forgets the tenant',
    sql: 'create policy tidy on app.uploads for delete to atelier_app using (true)',
    tables: ['uploads'],
  },
  {
    name: 'the operator sees everything',
    sql: 'create policy operator on app.jobs for select to atelier_app using ((select app.is_operator()))',
    tables: ['jobs'],
  },
  { name: 'a grant to everybody', sql: 'grant select on app.jobs to public', tables: ['jobs'] },
  { name: 'a grant to the login', sql: 'grant select on app.accounts to atelier_login', tables: ['accounts'] },
  {
    name: 'a column granted to everybody',
    sql: 'grant select (email_sealed) on app.accounts to public',
    tables: ['accounts'],
  },
  {
    name: 'a runtime role that may empty a table',
    sql: 'grant truncate on app.ledger_entries to atelier_worker',
    tables: ['ledger_entries'],
  },
  { name: 'the janitor reads content', sql: 'grant select on app.mails to atelier_janitor', tables: ['mails'] },
  {
    name: 'the janitor deletes what has no rule',
    sql: 'create policy janitor on app.assets to atelier_janitor using (true); grant select (ctid), delete on app.assets to atelier_janitor',
    tables: ['assets'],
  },
  { name: 'a login past row-level security', sql: 'alter role atelier_login bypassrls', tables: ['jobs'] },
  { name: 'a runtime role past row-level security', sql: 'alter role atelier_worker bypassrls', tables: ['jobs'] },
  { name: 'a login that is the owner', sql: 'grant atelier_owner to atelier_login', tables: ['jobs'] },
  {
    name: 'a table that a runtime role owns',
    sql: 'grant create on schema app to atelier_app; alter table app.quotes owner to atelier_app',
    tables: ['quotes'],
  },
  {
    name: 'a definer function without a search path',
    sql: 'alter function app.session_by_token reset search_path',
    tables: [],
  },
  {
    name: 'a definer function anybody may call',
    sql: 'grant execute on function app.sign_in_by_email to public',
    tables: [],
  },
  {
    name: 'a definer function nobody has read',
    sql: 'create function app.all_jobs() returns setof app.jobs language sql security definer set search_path = app, pg_temp as $$ select * from app.jobs $$; alter function app.all_jobs owner to atelier_search',
    tables: [],
  },
  {
    name: 'a definer function of the owner',
    sql: 'grant create on schema app to atelier_owner; alter function app.search_assets owner to atelier_owner',
    tables: [],
  },
  {
    name: 'a new table without any wall',
    sql: 'create table app.notes (id uuid primary key, workspace_id uuid, words text); alter table app.notes owner to atelier_owner; grant select, insert, update, delete on app.notes to atelier_app',
    tables: ['notes'],
  },
  {
    name: 'a view that asks as its owner',
    sql: 'create view app.all_mails as select * from app.mails; alter view app.all_mails owner to atelier_owner; grant select on app.all_mails to atelier_app',
    tables: [],
  },
  {
    name: 'a reference that forgets the tenant',
    sql: 'alter table app.attempts add foreign key (job_id) references app.jobs (id)',
    tables: ['attempts'],
  },
  {
    name: 'the engine’s tables open to the app',
    sql: 'grant usage on schema dbos to atelier_app; grant select on dbos.workflow_status to atelier_app; create policy app on dbos.workflow_status to atelier_app using (true)',
    tables: ['workflow_status'],
  },
  {
    name: 'grants that come by themselves',
    sql: 'alter default privileges for role atelier_owner in schema app grant select on tables to public',
    tables: [],
  },
];
