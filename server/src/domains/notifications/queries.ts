import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { Cursor } from '../../kernel/page.ts';
import { mails } from './schema.ts';

export type MailRow = typeof mails.$inferSelect;

export async function insertMail(tx: Tx, row: typeof mails.$inferInsert): Promise<void> {
  await tx.db.insert(mails).values(row);
}

export async function listMailRows(tx: Tx, page: { after: Cursor | null; limit: number }): Promise<MailRow[]> {
  const { after } = page;
  return tx.db
    .select()
    .from(mails)
    .where(after ? sql`(${mails.createdAt}, ${mails.id}) < (${after.at}::timestamptz, ${after.id}::uuid)` : undefined)
    .orderBy(desc(mails.createdAt), desc(mails.id))
    .limit(page.limit);
}

export async function readMail(tx: Tx, id: string): Promise<MailRow | null> {
  const [row] = await tx.db.select().from(mails).where(eq(mails.id, id));
  return row ?? null;
}

/** Moves a mail on, from one state only; 0 when somebody else did. */
export async function moveMail(tx: Tx, id: string, from: MailRow['state'], to: MailRow['state']): Promise<number> {
  const result = await tx.db
    .update(mails)
    .set({ state: to, attempts: sql`${mails.attempts} + ${to === 'sending' ? 1 : 0}` })
    .where(and(eq(mails.id, id), eq(mails.state, from)));
  return result.rowCount ?? 0;
}
