import type { Client } from 'pg';
import { groupRoles } from './roles.ts';

/**
 * Puts the engine library's tables behind the same wall as ours: owned by no login, forced row-level security, one
 * policy for the engine role and one for the owner, as whom the library's next migration runs. Runs after each of the
 * library's migrations, over whatever it made.
 */
export async function guardEngineTables(admin: Client): Promise<void> {
  await admin.query(`grant usage, create on schema dbos to ${groupRoles.owner}`);
  await admin.query(`do $$
    declare item record;
    begin
      for item in select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                  where n.nspname = 'dbos' and c.relkind in ('r', 'p') loop
        execute format('alter table dbos.%I owner to ${groupRoles.owner}', item.relname);
        execute format('alter table dbos.%I enable row level security', item.relname);
        execute format('alter table dbos.%I force row level security', item.relname);
        if not exists (select 1 from pg_policy where polrelid = item.oid and polname = 'engine_only') then
          execute format('create policy engine_only on dbos.%I to ${groupRoles.engine} using (true) with check (true)', item.relname);
        end if;
        if not exists (select 1 from pg_policy where polrelid = item.oid and polname = 'migrator') then
          execute format('create policy migrator on dbos.%I to ${groupRoles.owner} using (true) with check (true)', item.relname);
        end if;
      end loop;
    end $$`);
  await admin.query(`grant usage on schema dbos to ${groupRoles.engine};
    grant select, insert, update, delete on all tables in schema dbos to ${groupRoles.engine};
    grant usage, select, update on all sequences in schema dbos to ${groupRoles.engine};
    grant execute on all functions in schema dbos to ${groupRoles.engine}`);
}
