import { createTransport } from 'nodemailer';
import { MailRefused } from './spec.ts';
import type { Mailer } from './spec.ts';

/**
 * Mail over SMTP. `url` is `smtp://user:password@host:587` or `smtps://…:465`; `from` is the sender's address.
 * A 5xx answer is final (RFC 5321 section 4.2.1), anything else may be tried again.
 */
export function createSmtpMailer(options: { url: string; from: string; domain: string }): Mailer {
  const transport = createTransport(options.url);
  return {
    configured: true,
    async send(mail) {
      try {
        await transport.sendMail({
          from: options.from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.id}@${options.domain}>`,
        });
      } catch (error) {
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
        if (code >= 500 && code < 600)
          throw new MailRefused(`The mail server refused the mail with ${code}`, { cause: error });
        throw error;
      }
    },
  };
}

/** Without a mail server: nothing is sent, the operator reads the outbox. */
export const outboxOnly: Mailer = {
  configured: false,
  send: () => Promise.reject(new MailRefused('No mail server is set')),
};
