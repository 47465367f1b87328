import type { z } from 'zod';
import type { mailSchema } from '#contract/api/notifications.ts';
import { cutPage } from '../../kernel/page.ts';
import { openText } from '../../kernel/seal.ts';
import { readCursor } from '../read-cursor.ts';
import type { Ctx } from '../slice.ts';
import { mailKeyPurpose } from './post-mail.ts';
import { listMailRows } from './queries.ts';
import type { MailRow } from './queries.ts';

type Mail = z.infer<typeof mailSchema>;

/** The local outbox, for the operator: row-level security shows it to nobody else. */
export async function listMails(
  ctx: Ctx,
  input: { cursor?: string; limit: number },
): Promise<{ items: Mail[]; nextCursor: string | null }> {
  const rows = await listMailRows(ctx.tx, { after: readCursor(input.cursor), limit: input.limit + 1 });
  const page = cutPage(rows, input.limit, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  const key = ctx.ports.seal.purposeKey(mailKeyPurpose);
  return { items: page.items.map((row) => viewOf(row, key)), nextCursor: page.nextCursor };
}

function viewOf(row: MailRow, key: Buffer): Mail {
  return {
    id: row.id,
    to: openText(key, `mails|recipient|${row.id}`, row.recipientSealed),
    subject: row.subject,
    text: openText(key, `mails|body|${row.id}`, row.bodySealed),
    template: row.template,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
  };
}
