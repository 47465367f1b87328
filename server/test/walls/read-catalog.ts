/** What `query` needs: a pool, a client, or a transaction of either. */
export interface Queryable {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

export interface Grant {
  /** Role name, or PUBLIC. */
  to: string;
  privilege: string;
}
export interface Column {
  name: string;
  type: string;
  /** Computed by the database: never written by anybody. */
  generated: boolean;
  grants: Grant[];
}
export interface Policy {
  name: string;
  command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  roles: string[];
  using: string | null;
  check: string | null;
}
export interface Relation {
  schema: string;
  name: string;
  kind: 'table' | 'view' | 'materialized view' | 'sequence' | 'foreign table';
  owner: string;
  rowSecurity: boolean;
  forced: boolean;
  options: string[];
  grants: Grant[];
  columns: Column[];
  policies: Policy[];
  primaryKey: string[];
  foreignKeys: { name: string; columns: string[]; to: string; toColumns: string[] }[];
}
export interface Routine {
  schema: string;
  name: string;
  owner: string;
  definer: boolean;
  settings: string[];
  grants: Grant[];
}
export interface Role {
  name: string;
  canLogin: boolean;
  powers: string[];
  memberOf: string[];
}
export interface Catalog {
  schemas: { name: string; grants: Grant[] }[];
  relations: Relation[];
  routines: Routine[];
  roles: Role[];
  /** Grants that objects made later would get by themselves. */
  defaultGrants: Grant[];
}

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname !~ '^pg_(toast_)?temp_'`;
const grantsOf = (acl: string) =>
  `(select coalesce(json_agg(json_build_object('to', case when grantee = 0 then 'PUBLIC' else pg_get_userbyid(grantee) end, 'privilege', privilege_type)
      order by grantee, privilege_type), '[]') from aclexplode(${acl}))`;
const columnsOf = (numbers: string, table: string) =>
  `(select json_agg(a.attname order by listed.position) from unnest(${numbers}) with ordinality listed(number, position)
      join pg_attribute a on a.attrelid = ${table} and a.attnum = listed.number)`;

const relationsQuery = `
  select n.nspname as schema, c.relname as name, pg_get_userbyid(c.relowner) as owner, c.relrowsecurity as "rowSecurity",
    c.relforcerowsecurity as forced, coalesce(c.reloptions, '{}') as options,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end as kind,
    ${grantsOf(`coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))`)} as grants,
    (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'generated', a.attgenerated <> '',
        'grants', ${grantsOf('a.attacl')}) order by a.attnum), '[]')
       from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object('name', p.polname,
        'command', case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end,
        'roles', (select json_agg(case when r = 0 then 'PUBLIC' else pg_get_userbyid(r) end) from unnest(p.polroles) r),
        'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid)) order by p.polname), '[]')
       from pg_policy p where p.polrelid = c.oid) as policies,
    coalesce((select ${columnsOf('k.conkey', 'c.oid')} from pg_constraint k where k.conrelid = c.oid and k.contype = 'p'), '[]') as "primaryKey",
    (select coalesce(json_agg(json_build_object('name', k.conname, 'columns', ${columnsOf('k.conkey', 'c.oid')}, 'to', t.relname,
        'toColumns', ${columnsOf('k.confkey', 'k.confrelid')})), '[]')
       from pg_constraint k join pg_class t on t.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f') as "foreignKeys"
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where ${ours} and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') order by 1, 2`;

const routinesQuery = `
  select n.nspname as schema, p.proname as name, pg_get_userbyid(p.proowner) as owner, p.prosecdef as definer,
    coalesce(p.proconfig, '{}') as settings, ${grantsOf(`coalesce(p.proacl, acldefault('f', p.proowner))`)} as grants
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours} order by 1, 2`;

const rolesQuery = `
  select r.rolname as name, r.rolcanlogin as "canLogin",
    array_remove(array[case when rolsuper then 'superuser' end, case when rolbypassrls then 'bypassrls' end, case when rolcreaterole then 'createrole' end,
      case when rolcreatedb then 'createdb' end, case when rolreplication then 'replication' end, case when rolinherit then 'inherit' end], null) as powers,
    array(select pg_get_userbyid(m.roleid)::text from pg_auth_members m where m.member = r.oid order by 1) as "memberOf"
  from pg_roles r where r.rolname !~ '^pg_' order by 1`;

const defaultGrantsQuery = `
  select coalesce(case when x.grantee = 0 then 'PUBLIC' else pg_get_userbyid(x.grantee)::text end, '') as to, x.privilege_type as privilege
  from pg_default_acl d, aclexplode(d.defaclacl) x where x.grantee <> d.defaclrole`;

/** Reads the whole catalog of one database, as its own words about itself. */
export async function readCatalog(admin: Queryable): Promise<Catalog> {
  const schemas = await admin.query<Catalog['schemas'][number]>(
    `select n.nspname as name, ${grantsOf(`coalesce(n.nspacl, acldefault('n', n.nspowner))`)} as grants from pg_namespace n where ${ours} order by 1`,
  );
  return {
    schemas: schemas.rows,
    relations: (await admin.query<Relation>(relationsQuery)).rows,
    routines: (await admin.query<Routine>(routinesQuery)).rows,
    roles: (await admin.query<Role>(rolesQuery)).rows,
    defaultGrants: (await admin.query<Grant>(defaultGrantsQuery)).rows,
  };
}
