-- The credit ledger: double entry, append only. Whole credits.
--
-- A transfer is one movement, named by its idempotency key; its entries sum to zero. Credits live in lots, which expire.
--   grant   issuance or promotion -> available        a new lot
--   hold    available -> held                         earliest expiry first; its held entries pin the lots until the settle
--   settle  held -> revenue, the rest back            to available, or to expired where the lot's time has passed
--   expire  available -> expired                      the sweep; spending never waits for it
--   refund  available -> refunded                     out of the purchase's own lot only
--   provider-loss  issuance -> provider_loss          paid to a vendor, charged to nobody
-- A hold without a settle is open. A release is a settle of 0 credits. The ledger refers to no other table, because the
-- books outlive workspaces and jobs.

create table app.ledger_lots (
  workspace_id uuid not null,
  id uuid not null,
  source text not null check (source in ('issuance', 'promotion')),
  issued bigint not null check (issued > 0),
  -- Caches of this lot's entries on available and held; app.ledger_violations compares them.
  remaining bigint not null check (remaining >= 0),
  held bigint not null check (held >= 0),
  expires_at timestamptz,
  -- Set by the sweep: from then on the lot is expired, whatever a slow clock says.
  expired boolean not null default false,
  -- Indexed instead of remaining, which changes with every hold and would cost an index entry each time.
  spendable boolean not null generated always as (remaining > 0) stored,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  check (remaining + held <= issued),
  check (not (expired and remaining > 0))
) with (fillfactor = 70);
create index ledger_lots_by_expiry on app.ledger_lots (workspace_id, expires_at, id) where spendable;
create index ledger_lots_due on app.ledger_lots (expires_at) where spendable and expires_at is not null;

create table app.ledger_transfers (
  workspace_id uuid not null,
  id text not null check (length(id) between 1 and 200),
  -- The order of the statement: does not jump when a clock does.
  number bigint not null generated always as identity,
  kind text not null check (kind in ('grant', 'hold', 'settle', 'expire', 'refund', 'provider-loss')),
  -- What was asked for. The same id with another figure is a conflict.
  credits bigint not null check (credits >= 0),
  job_id uuid,
  memo text not null default '' check (length(memo) <= 200),
  -- Entries may only join in the transaction that made the transfer.
  transaction_id xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  -- With the primary key: one hold, one settle and one loss per job.
  check (case when kind in ('hold', 'settle', 'provider-loss') then job_id is not null and id = kind || ':' || job_id else job_id is null end)
);
create unique index ledger_transfers_by_number on app.ledger_transfers (workspace_id, number);
-- Finds the workspaces that moved lately; next to nothing to keep, since rows come in the order of time.
create index ledger_transfers_by_age on app.ledger_transfers using brin (created_at) with (pages_per_range = 16);

create table app.ledger_entries (
  workspace_id uuid not null,
  transfer_id text not null,
  line int not null check (line > 0),
  account text not null check (account in
    ('issuance', 'promotion', 'available', 'held', 'revenue', 'expired', 'refunded', 'provider_loss')),
  lot_id uuid,
  amount bigint not null check (amount <> 0),
  primary key (workspace_id, transfer_id, line),
  foreign key (workspace_id, lot_id) references app.ledger_lots,
  check (lot_id is not null or account in ('issuance', 'provider_loss'))
);
create index ledger_entries_by_lot on app.ledger_entries (workspace_id, lot_id);

-- Also stands in for a foreign key to the transfer: it asks for more, with one look-up.
create function app.ledger_whole_transfer() returns trigger language plpgsql set search_path = app, pg_temp as $$
begin
  -- No such transfer of this transaction, or one that row-level security hides, gives null, and null is not zero.
  if (select sum(e.amount) from app.ledger_transfers t
        join app.ledger_entries e on e.workspace_id = t.workspace_id and e.transfer_id = t.id
       where t.workspace_id = new.workspace_id and t.id = new.transfer_id and t.transaction_id = pg_current_xact_id())
     is distinct from 0 then
    raise exception 'the entries of transfer % do not sum to zero in its own transaction', new.transfer_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger ledger_whole_transfer after insert on app.ledger_entries
  deferrable initially deferred for each row execute function app.ledger_whole_transfer();

do $$ declare name text; begin
  foreach name in array array['ledger_lots', 'ledger_transfers', 'ledger_entries'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format('create policy tenant on app.%I to atelier_app, atelier_worker
      using (workspace_id = (select app.workspace_id())) with check (workspace_id = (select app.workspace_id()))', name);
    -- Looks for due lots and for violations in all workspaces; changes nothing.
    execute format('create policy janitor on app.%I for select to atelier_janitor using (true)', name);
    execute format('grant select, insert on app.%I to atelier_app, atelier_worker', name);
    execute format('grant select on app.%I to atelier_janitor', name);
  end loop;
  foreach name in array array['ledger_transfers', 'ledger_entries'] loop
    execute format('create trigger refuse_change before update or delete on app.%I
      for each row execute function app.refuse_change()', name);
    execute format('create trigger refuse_truncate before truncate on app.%I
      for each statement execute function app.refuse_change()', name);
  end loop;
end $$;
grant update (remaining, held, expired) on app.ledger_lots to atelier_app, atelier_worker;

-- The functions answer with an outcome: moved, replayed (this id did exactly this before), conflict (this id did something
-- else before), insufficient. Faults of the caller are raised.

create function app.ledger_grant(the_workspace uuid, transfer text, lot uuid, given bigint, given_from text,
                                 expiry timestamptz, note text, clock timestamptz)
  returns text language plpgsql set search_path = app, pg_temp as $$
declare
  known record;
begin
  insert into app.ledger_transfers (workspace_id, id, kind, credits, memo, created_at)
  values (the_workspace, transfer, 'grant', given, note, clock) on conflict do nothing;
  if not found then
    select t.kind, t.credits, l.source, l.expires_at into known
      from app.ledger_transfers t
      join app.ledger_entries e on e.workspace_id = t.workspace_id and e.transfer_id = t.id and e.account = 'available'
      join app.ledger_lots l on l.workspace_id = e.workspace_id and l.id = e.lot_id
     where t.workspace_id = the_workspace and t.id = transfer;
    return case when known.kind = 'grant' and known.credits = given and known.source = given_from
      and (known.expires_at is null) = (expiry is null) then 'replayed' else 'conflict' end;
  end if;
  insert into app.ledger_lots (workspace_id, id, source, issued, remaining, held, expires_at, created_at)
  values (the_workspace, lot, given_from, given, given, 0, expiry, clock);
  insert into app.ledger_entries (workspace_id, transfer_id, line, account, lot_id, amount)
  values (the_workspace, transfer, 1, given_from, lot, -given), (the_workspace, transfer, 2, 'available', lot, given);
  return 'moved';
end $$;

-- Sets credits aside for a job. Lots are locked in the order of use, so that two holds never wait for each other in a ring.
create function app.ledger_hold(the_workspace uuid, job uuid, wanted bigint, note text, clock timestamptz,
                                out outcome text, out available bigint)
  language plpgsql set search_path = app, pg_temp as $$
declare
  transfer text := 'hold:' || job;
  lots uuid[];
  amounts bigint[];
  rest bigint := wanted;
  part bigint;
begin
  select array_agg(l.id), array_agg(l.remaining), coalesce(sum(l.remaining), 0) into lots, amounts, available
    from (select id, remaining from app.ledger_lots
           where workspace_id = the_workspace and spendable and (expires_at is null or expires_at > clock)
           order by expires_at, id for no key update) l;
  if available >= wanted then
    insert into app.ledger_transfers (workspace_id, id, kind, credits, job_id, memo, created_at)
    values (the_workspace, transfer, 'hold', wanted, job, note, clock) on conflict do nothing;
    outcome := case when found then 'moved' end;
  end if;
  if outcome is null then
    select case when credits = wanted then 'replayed' else 'conflict' end into outcome
      from app.ledger_transfers where workspace_id = the_workspace and id = transfer;
    outcome := coalesce(outcome, 'insufficient');
    return;
  end if;
  for i in 1 .. coalesce(cardinality(lots), 0) loop
    exit when rest = 0;
    part := least(rest, amounts[i]);
    rest := rest - part;
    update app.ledger_lots set remaining = remaining - part, held = held + part
     where workspace_id = the_workspace and id = lots[i];
    insert into app.ledger_entries (workspace_id, transfer_id, line, account, lot_id, amount)
    values (the_workspace, transfer, 2 * i - 1, 'available', lots[i], -part), (the_workspace, transfer, 2 * i, 'held', lots[i], part);
  end loop;
  available := available - wanted;
end $$;

-- Ends a hold: takes `captured` credits, earliest expiry first, and gives the rest back to the lots it came from.
create function app.ledger_settle(the_workspace uuid, job uuid, captured bigint, note text, clock timestamptz)
  returns text language plpgsql set search_path = app, pg_temp as $$
declare
  transfer text := 'settle:' || job;
  on_hold bigint;
  rest bigint := captured;
  pin record;
  part bigint;
  gone boolean;
  first_line int := 1;
begin
  select credits into on_hold from app.ledger_transfers where workspace_id = the_workspace and id = 'hold:' || job;
  if on_hold is null then
    raise exception 'job % has no hold to settle', job using errcode = 'no_data_found';
  end if;
  if captured > on_hold then
    raise exception 'job % would pay % credits of a hold of %', job, captured, on_hold using errcode = 'check_violation';
  end if;
  insert into app.ledger_transfers (workspace_id, id, kind, credits, job_id, memo, created_at)
  values (the_workspace, transfer, 'settle', captured, job, note, clock) on conflict do nothing;
  if not found then
    return (select case when credits = captured then 'replayed' else 'conflict' end
              from app.ledger_transfers where workspace_id = the_workspace and id = transfer);
  end if;
  for pin in select lot_id, amount from app.ledger_entries
              where workspace_id = the_workspace and transfer_id = 'hold:' || job and account = 'held' order by line loop
    part := least(rest, pin.amount);
    rest := rest - part;
    update app.ledger_lots
       set held = held - pin.amount,
           remaining = remaining + case when expired or expires_at <= clock then 0 else pin.amount - part end
     where workspace_id = the_workspace and id = pin.lot_id
    returning expired or coalesce(expires_at <= clock, false) into gone;
    insert into app.ledger_entries (workspace_id, transfer_id, line, account, lot_id, amount)
    select the_workspace, transfer, first_line + v.step, v.account, pin.lot_id, v.amount
      from (values (0, 'held', -pin.amount), (1, 'revenue', part),
                   (2, case when gone then 'expired' else 'available' end, pin.amount - part)) v (step, account, amount)
     where v.amount <> 0;
    first_line := first_line + 3;
  end loop;
  return 'moved';
end $$;

-- Tidies: moves what is left in due lots to expired. Answers the credits moved; lots busy right now wait for the next sweep.
create function app.ledger_expire(the_workspace uuid, clock timestamptz, lot_limit int)
  returns bigint language plpgsql set search_path = app, pg_temp as $$
declare
  due record;
  transfer text;
  moved bigint := 0;
begin
  for due in select id, remaining from app.ledger_lots
              where workspace_id = the_workspace and spendable and expires_at <= clock
              order by expires_at, id limit lot_limit for no key update skip locked loop
    transfer := 'expire:' || due.id;
    insert into app.ledger_transfers (workspace_id, id, kind, credits, created_at)
    values (the_workspace, transfer, 'expire', due.remaining, clock);
    update app.ledger_lots set remaining = 0, expired = true where workspace_id = the_workspace and id = due.id;
    insert into app.ledger_entries (workspace_id, transfer_id, line, account, lot_id, amount)
    values (the_workspace, transfer, 1, 'available', due.id, -due.remaining), (the_workspace, transfer, 2, 'expired', due.id, due.remaining);
    moved := moved + due.remaining;
  end loop;
  return moved;
end $$;

-- Takes credits of one purchase out of that purchase's lot, never out of another.
create function app.ledger_refund(the_workspace uuid, transfer text, lot uuid, returned bigint, note text, clock timestamptz)
  returns text language plpgsql set search_path = app, pg_temp as $$
declare
  left_in_lot bigint;
  known record;
begin
  select case when expires_at <= clock then 0 else remaining end into left_in_lot
    from app.ledger_lots where workspace_id = the_workspace and id = lot for no key update;
  select t.kind, t.credits, e.lot_id into known
    from app.ledger_transfers t left join app.ledger_entries e on e.workspace_id = t.workspace_id and e.transfer_id = t.id
   where t.workspace_id = the_workspace and t.id = transfer limit 1;
  if found then
    return case when known.kind = 'refund' and known.credits = returned and known.lot_id = lot then 'replayed' else 'conflict' end;
  end if;
  if left_in_lot is null or left_in_lot < returned then return 'insufficient'; end if;
  insert into app.ledger_transfers (workspace_id, id, kind, credits, memo, created_at)
  values (the_workspace, transfer, 'refund', returned, note, clock);
  update app.ledger_lots set remaining = remaining - returned where workspace_id = the_workspace and id = lot;
  insert into app.ledger_entries (workspace_id, transfer_id, line, account, lot_id, amount)
  values (the_workspace, transfer, 1, 'available', lot, -returned), (the_workspace, transfer, 2, 'refunded', lot, returned);
  return 'moved';
end $$;

-- Books what a vendor was paid for a job that nobody is charged for.
create function app.ledger_provider_loss(the_workspace uuid, job uuid, lost bigint, note text, clock timestamptz)
  returns text language plpgsql set search_path = app, pg_temp as $$
declare
  transfer text := 'provider-loss:' || job;
begin
  insert into app.ledger_transfers (workspace_id, id, kind, credits, job_id, memo, created_at)
  values (the_workspace, transfer, 'provider-loss', lost, job, note, clock) on conflict do nothing;
  if not found then
    return (select case when credits = lost then 'replayed' else 'conflict' end
              from app.ledger_transfers where workspace_id = the_workspace and id = transfer);
  end if;
  insert into app.ledger_entries (workspace_id, transfer_id, line, account, amount)
  values (the_workspace, transfer, 1, 'issuance', -lost), (the_workspace, transfer, 2, 'provider_loss', lost);
  return 'moved';
end $$;

do $$ declare item record; begin
  for item in select oid::regprocedure as signature from pg_proc
               where pronamespace = 'app'::regnamespace and proname like 'ledger\_%' and prorettype <> 'trigger'::regtype loop
    execute format('revoke execute on function %s from public', item.signature);
    execute format('grant execute on function %s to atelier_app, atelier_worker', item.signature);
  end loop;
end $$;

-- Must be empty, always. Says the rule, the thing and the figures. Every branch can be narrowed to some workspaces.
create view app.ledger_violations with (security_invoker = true) as
select s.workspace_id, v.rule, s.id as subject,
       format('%s of %s credits moved %s, sum %s, hold %s', s.kind, s.credits, s.moved, s.total, h.credits) as detail
  from (select t.workspace_id, t.id, t.kind, t.credits, t.job_id, coalesce(sum(e.amount), 0) as total,
               coalesce(sum(e.amount) filter (where e.account = case t.kind
                 when 'grant' then 'available' when 'hold' then 'held' when 'settle' then 'revenue' when 'expire' then 'expired'
                 when 'refund' then 'refunded' else 'provider_loss' end), 0) as moved,
               coalesce(sum(e.amount) filter (where e.account = 'held'), 0) as held,
               coalesce(bool_or(not case t.kind
                 when 'grant' then e.account = 'available' or e.account in ('issuance', 'promotion') and e.amount < 0
                 when 'hold' then e.account = 'held' or e.account = 'available' and e.amount < 0
                 when 'settle' then e.account = 'held' and e.amount < 0 or e.account in ('revenue', 'available', 'expired') and e.amount > 0
                 when 'expire' then e.account = 'expired' or e.account = 'available' and e.amount < 0
                 when 'refund' then e.account = 'refunded' or e.account = 'available' and e.amount < 0
                 else e.account = 'provider_loss' or e.account = 'issuance' and e.amount < 0 end), false) as misplaced
          from app.ledger_transfers t
          left join app.ledger_entries e on e.workspace_id = t.workspace_id and e.transfer_id = t.id
         group by t.workspace_id, t.id) s
  left join app.ledger_transfers h
    on s.kind = 'settle' and h.kind = 'hold' and h.workspace_id = s.workspace_id and h.job_id = s.job_id
 cross join lateral (values
   ('entries sum to zero', s.total <> 0),
   ('a transfer moves what it says', s.moved <> s.credits or s.misplaced),
   ('a settle takes at most its hold', s.kind = 'settle' and (h.credits is null or s.moved > h.credits)),
   ('a settle ends exactly the pins of its hold', s.kind = 'settle' and -s.held is distinct from h.credits),
   ('one hold, one settle, one loss per job', s.job_id is not null and s.id <> s.kind || ':' || s.job_id)
 ) v (rule, broken)
 where v.broken
   -- Said twice, so that the list above is only made for broken transfers.
   and (s.total <> 0 or s.moved <> s.credits or s.misplaced or s.kind = 'settle' and -s.held is distinct from h.credits
        or s.job_id is not null and s.id <> s.kind || ':' || s.job_id)
union all
select e.workspace_id, 'every entry has its transfer', e.transfer_id, format('line %s', e.line)
  from app.ledger_entries e
 where not exists (select from app.ledger_transfers t where t.workspace_id = e.workspace_id and t.id = e.transfer_id)
union all
select t.workspace_id, 'a settle ends exactly the pins of its hold', t.job_id::text, format('lot %s: %s left', e.lot_id, sum(e.amount))
  from app.ledger_transfers t
  join app.ledger_entries e on e.workspace_id = t.workspace_id and e.transfer_id = t.id and e.account = 'held'
 group by t.workspace_id, t.job_id, e.lot_id
having bool_or(t.kind = 'settle') and sum(e.amount) <> 0
union all
select workspace_id, 'a lot caches the sums of its entries', lot_id::text,
       format('lots %s, issued off by %s, remaining by %s, held by %s', sum(lots), sum(issued), sum(remaining), sum(held))
  from (select workspace_id, id as lot_id, 1 as lots, issued, remaining, held from app.ledger_lots
        union all
        select workspace_id, lot_id, 0, case when account in ('issuance', 'promotion') then amount else 0 end,
               case when account = 'available' then -amount else 0 end, case when account = 'held' then -amount else 0 end
          from app.ledger_entries where lot_id is not null) cache_less_entries
 group by workspace_id, lot_id
having sum(lots) <> 1 or sum(issued) <> 0 or sum(remaining) <> 0 or sum(held) <> 0
union all
select workspace_id, 'a lot is never overdrawn', id::text, format('issued %s, remaining %s, held %s', issued, remaining, held)
  from app.ledger_lots where remaining < 0 or held < 0 or remaining + held > issued or (expired and remaining > 0)
union all
select workspace_id, 'what is held equals the open holds', workspace_id::text, format('off by %s', sum(held))
  from (select workspace_id, held from app.ledger_lots
        union all
        select h.workspace_id, -h.credits from app.ledger_transfers h
         where h.kind = 'hold' and not exists (select from app.ledger_transfers s
                 where s.kind = 'settle' and s.workspace_id = h.workspace_id and s.job_id = h.job_id)) held_less_open
 group by workspace_id having sum(held) <> 0
union all
select workspace_id, 'the available balance equals its lots', workspace_id::text, format('balance %s, off by %s', sum(booked), sum(off))
  from (select workspace_id, 0 as booked, remaining as off from app.ledger_lots
        union all
        select workspace_id, amount, -amount from app.ledger_entries where account = 'available') lots_less_entries
 group by workspace_id having sum(off) <> 0 or sum(booked) < 0
union all
select l.workspace_id, 'an expired lot is neither spent nor filled', t.id, format('lot %s', l.id)
  from app.ledger_lots l
  join app.ledger_entries e on e.workspace_id = l.workspace_id and e.lot_id = l.id and e.account = 'available'
  join app.ledger_transfers t on t.workspace_id = e.workspace_id and t.id = e.transfer_id
 where l.expires_at <= t.created_at and t.kind in ('hold', 'settle', 'refund');
grant select on app.ledger_violations to atelier_janitor;
