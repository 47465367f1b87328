export interface OutgoingMail {
  /** Same id, same mail: servers that honour Message-ID drop a repeat. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** `null` from the composition root means that no server is set: mails stay in the local outbox. */
export interface Mailer {
  readonly configured: boolean;
  /** Throws `MailRefused` for good, anything else for later. */
  send(mail: OutgoingMail): Promise<void>;
}

export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}
