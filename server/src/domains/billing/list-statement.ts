import type { StatementLine } from '#contract/api/billing.ts';
import { AtelierError } from '#contract/errors.ts';
import { cutPage, decodeCursor } from '#server/kernel/page.ts';
import type { BillingContext } from './billing-context.ts';
import { selectStatement } from './queries.ts';

export interface StatementQuery {
  cursor?: string | undefined;
  limit: number;
}

/** Movements of credits, newest first. */
export async function listStatement(
  ctx: BillingContext,
  query: StatementQuery,
): Promise<{ items: StatementLine[]; nextCursor: string | null }> {
  const before = query.cursor === undefined ? null : numberOf(query.cursor);
  const rows = await selectStatement(ctx.tx, ctx.workspace.id, before, query.limit + 1);
  const page = cutPage(rows, query.limit, (row) => ({ at: row.at.toISOString(), id: row.number }));
  const items = page.items.map(({ number: _number, at, ...line }) => ({ ...line, at: at.toISOString() }));
  return { items, nextCursor: page.nextCursor };
}

/** The statement's order is the number of the transfer, so that a clock set back hides no line. */
function numberOf(text: string): string {
  const id = decodeCursor(text)?.id ?? '';
  if (/^\d{1,18}$/.test(id)) return id;
  throw new AtelierError('invalid_input', 'This cursor does not belong to the statement.', {
    thing: 'cursor',
    limit: 'a nextCursor of an earlier page',
    remedy: 'Start again without a cursor.',
  });
}
