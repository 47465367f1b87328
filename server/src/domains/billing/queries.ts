import type { Tx } from '#server/db/database.ts';

/** `moved`: done now. `replayed`: this id did exactly this before. `conflict`: this id did something else before. */
export type Outcome = 'moved' | 'replayed' | 'conflict';

export interface GrantRow {
  workspaceId: string;
  transferId: string;
  lotId: string;
  credits: number;
  source: 'issuance' | 'promotion';
  expiresAt: Date | null;
  memo: string;
  at: Date;
}

export interface JobCredits {
  workspaceId: string;
  jobId: string;
  credits: number;
  memo: string;
  at: Date;
}

// Named, so that each connection plans them once: hold and settle are one round trip each.

export async function callGrant(tx: Tx, row: GrantRow): Promise<Outcome> {
  const { rows } = await tx.client.query<{ outcome: Outcome }>({
    name: 'ledger-grant',
    text: 'select app.ledger_grant($1, $2, $3, $4, $5, $6, $7, $8) as outcome',
    values: [row.workspaceId, row.transferId, row.lotId, row.credits, row.source, row.expiresAt, row.memo, row.at],
  });
  return rows[0]!.outcome;
}

export async function callHold(
  tx: Tx,
  row: JobCredits,
): Promise<{ outcome: Outcome | 'insufficient'; availableCredits: number }> {
  const { rows } = await tx.client.query<{ outcome: Outcome | 'insufficient'; available: string }>({
    name: 'ledger-hold',
    text: 'select outcome, available from app.ledger_hold($1, $2, $3, $4, $5)',
    values: [row.workspaceId, row.jobId, row.credits, row.memo, row.at],
  });
  return { outcome: rows[0]!.outcome, availableCredits: Number(rows[0]!.available) };
}

export async function callSettle(tx: Tx, row: JobCredits): Promise<Outcome> {
  const { rows } = await tx.client.query<{ outcome: Outcome }>({
    name: 'ledger-settle',
    text: 'select app.ledger_settle($1, $2, $3, $4, $5) as outcome',
    values: [row.workspaceId, row.jobId, row.credits, row.memo, row.at],
  });
  return rows[0]!.outcome;
}

export async function callProviderLoss(tx: Tx, row: JobCredits): Promise<Outcome> {
  const { rows } = await tx.client.query<{ outcome: Outcome }>({
    name: 'ledger-provider-loss',
    text: 'select app.ledger_provider_loss($1, $2, $3, $4, $5) as outcome',
    values: [row.workspaceId, row.jobId, row.credits, row.memo, row.at],
  });
  return rows[0]!.outcome;
}

/** Answers the credits that were moved to expired. */
export async function callExpire(tx: Tx, workspaceId: string, at: Date, lotLimit: number): Promise<number> {
  const { rows } = await tx.client.query<{ moved: string }>({
    name: 'ledger-expire',
    text: 'select app.ledger_expire($1, $2, $3) as moved',
    values: [workspaceId, at, lotLimit],
  });
  return Number(rows[0]!.moved);
}

export interface BalanceRow {
  availableCredits: number;
  heldCredits: number;
  nextExpiry: { credits: number; at: Date } | null;
}

/** What can be spent at `at`: an expired lot counts for nothing, swept or not. */
export async function selectBalance(tx: Tx, workspaceId: string, at: Date): Promise<BalanceRow> {
  const { rows } = await tx.client.query<{
    available: string;
    held: string;
    next_at: Date | null;
    next_credits: string;
  }>({
    name: 'ledger-balance',
    text: `with lots as (
             select held, expires_at, case when expires_at <= $2 then 0 else remaining end as usable
               from app.ledger_lots where workspace_id = $1 and (remaining > 0 or held > 0)
           ), next as (select min(expires_at) as at from lots where usable > 0)
           select coalesce(sum(usable), 0) as available, coalesce(sum(held), 0) as held, (select at from next) as next_at,
                  coalesce(sum(usable) filter (where expires_at = (select at from next)), 0) as next_credits
             from lots`,
    values: [workspaceId, at],
  });
  const row = rows[0]!;
  return {
    availableCredits: Number(row.available),
    heldCredits: Number(row.held),
    nextExpiry: row.next_at && { credits: Number(row.next_credits), at: row.next_at },
  };
}

export interface StatementRow {
  id: string;
  number: string;
  kind: 'grant' | 'hold' | 'settle' | 'release' | 'expire';
  at: Date;
  memo: string;
  jobId: string | null;
  available: number;
  held: number;
  spent: number;
}

/** Movements of the workspace's own credits, newest first, below `before`; free jobs and the house's losses move none. */
export async function selectStatement(
  tx: Tx,
  workspaceId: string,
  before: string | null,
  limit: number,
): Promise<StatementRow[]> {
  const { rows } = await tx.client.query<
    Omit<StatementRow, 'available' | 'held' | 'spent'> & Record<'available' | 'held' | 'spent', string>
  >({
    name: 'ledger-statement',
    text: `select t.id, t.number, case when t.kind = 'settle' and t.credits = 0 then 'release' else t.kind end as kind,
                  t.created_at as at, t.memo, t.job_id as "jobId", sums.available, sums.held, sums.spent
             from app.ledger_transfers t,
             lateral (select coalesce(sum(e.amount) filter (where e.account = 'available'), 0) as available,
                             coalesce(sum(e.amount) filter (where e.account = 'held'), 0) as held,
                             coalesce(sum(e.amount) filter (where e.account = 'revenue'), 0) as spent
                        from app.ledger_entries e
                       where e.workspace_id = t.workspace_id and e.transfer_id = t.id and e.account in ('available', 'held', 'revenue')
                      having count(*) > 0) sums
            where t.workspace_id = $1 and t.kind <> 'provider-loss' and ($2::bigint is null or t.number < $2)
            order by t.number desc limit $3`,
    values: [workspaceId, before, limit],
  });
  return rows.map((row) => ({
    ...row,
    available: Number(row.available),
    held: Number(row.held),
    spent: Number(row.spent),
  }));
}

/** Workspaces with lots to sweep at `at`. Crosses workspaces: only the janitor's transaction sees any. */
export async function unsafeSelectDueWorkspaces(tx: Tx, at: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.client.query<{ workspace_id: string }>(
    'select distinct workspace_id from app.ledger_lots where spendable and expires_at <= $1 limit $2',
    [at, limit],
  );
  return rows.map((row) => row.workspace_id);
}

export interface Violation {
  workspaceId: string;
  rule: string;
  subject: string;
  detail: string;
}

/** Reads the books of all workspaces, or of those that moved since then: only the janitor's transaction sees any. */
export async function unsafeSelectViolations(tx: Tx, movedSince: Date | null, limit: number): Promise<Violation[]> {
  const columns = 'workspace_id as "workspaceId", rule, subject, detail';
  const { rows } = movedSince
    ? await tx.client.query<Violation>(
        `select ${columns} from app.ledger_violations
          where workspace_id = any(array(select distinct workspace_id from app.ledger_transfers where created_at >= $1)) limit $2`,
        [movedSince, limit],
      )
    : await tx.client.query<Violation>(`select ${columns} from app.ledger_violations limit $1`, [limit]);
  return rows;
}
