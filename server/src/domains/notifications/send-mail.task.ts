import { MailRefused } from '#adapters/mail/spec.ts';
import { openText } from '../../kernel/seal.ts';
import type { TaskDefinition } from '../../engine/engine.ts';
import type { Ports } from '../slice.ts';
import { moveMail, readMail } from './queries.ts';

export const sendMailTask = { name: 'notifications.send-mail', queue: 'upkeep' } as const;
const attemptPausesMs = [0, 30_000, 300_000, 3_600_000];

/** Hands one mail to the mail server. A repeat after a crash carries the same Message-ID. */
export function defineSendMail(ports: Ports): TaskDefinition<{ mailId: string }> {
  const asSender = { role: 'worker', operator: true } as const;
  return {
    ...sendMailTask,
    async run(task, { mailId }) {
      for (const pauseMs of attemptPausesMs) {
        if (pauseMs > 0) await task.sleep(pauseMs);
        const outcome = await task.step('send', () => attempt(mailId));
        if (outcome !== 'later') return;
      }
      await task.persistentStep('give-up', () =>
        ports.database.inScope(asSender, (tx) => moveMail(tx, mailId, 'outbox', 'failed')),
      );
    },
  };

  async function attempt(mailId: string): Promise<'done' | 'later'> {
    const mail = await ports.database.inScope(asSender, (tx) => readMail(tx, mailId));
    if (!mail || mail.state === 'sent' || mail.state === 'failed') return 'done';
    const key = ports.seal.purposeKey('mails');
    try {
      await ports.mailer.send({
        id: mailId,
        to: openText(key, `mails|recipient|${mailId}`, mail.recipientSealed),
        subject: mail.subject,
        text: openText(key, `mails|body|${mailId}`, mail.bodySealed),
      });
    } catch (error) {
      if (!(error instanceof MailRefused)) return 'later';
      await ports.database.inScope(asSender, (tx) => moveMail(tx, mailId, 'outbox', 'failed'));
      return 'done';
    }
    await ports.database.inScope(asSender, (tx) => moveMail(tx, mailId, 'outbox', 'sent'));
    return 'done';
  }
}
