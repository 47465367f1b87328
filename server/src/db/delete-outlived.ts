import type { Tx } from './database.ts';

/**
 * Deletes rows whose `column` is older than `before`, at most `limit`. Names and condition come from our own data map,
 * never from outside. Answers how many went.
 */
export async function deleteOutlived(
  tx: Tx,
  rule: { table: string; column: string; condition?: string; before: Date; limit: number },
): Promise<number> {
  const { table, column, condition, before, limit } = rule;
  const result = await tx.client.query(
    `delete from app.${table} where ctid = any(array(
       select ctid from app.${table} where ${column} < $1 ${condition ? `and ${condition}` : ''} limit ${limit}))`,
    [before],
  );
  return result.rowCount ?? 0;
}
