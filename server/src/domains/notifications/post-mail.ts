import { sealText } from '../../kernel/seal.ts';
import type { FactContext } from '../slice.ts';
import { insertMail } from './queries.ts';
import { templates } from './templates.ts';
import type { TemplateName } from './templates.ts';
import { sendMailTask } from './send-mail.task.ts';

/** Purpose of the key that seals mails: links in them sign people in, so they are no plain rows. */
export const mailKeyPurpose = 'mails';

/** Puts a mail into the outbox; it is sent once the surrounding transaction commits and a mail server is set. */
export async function postMail(
  ctx: FactContext,
  mail: { accountId: string; to: string; template: TemplateName; link: string },
): Promise<void> {
  const { ids, clock, seal, mailer, engine } = ctx.ports;
  const id = ids.uuid();
  const { subject, text } = templates[mail.template](mail.link);
  const key = seal.purposeKey(mailKeyPurpose);
  await insertMail(ctx.tx, {
    id,
    accountId: mail.accountId,
    template: mail.template,
    recipientSealed: sealText(key, `mails|recipient|${id}`, mail.to),
    subject,
    bodySealed: sealText(key, `mails|body|${id}`, text),
    createdAt: clock.now(),
  });
  if (mailer.configured) await engine.enqueue(ctx.tx, sendMailTask, { mailId: id }, { id: `mail-${id}` });
}
