/** The words of each mail. Plain text: every client shows it, nothing in it can track. */
export interface MailText {
  subject: string;
  text: string;
}

const signature = '\n\n— Atelier';

export const templates = {
  'verify-email': (link: string): MailText => ({
    subject: 'Confirm your e-mail address',
    text: `Welcome to Atelier. Open this link to confirm that this address is yours:\n\n${link}\n\nIt works once, for three days. If you did not sign up, ignore this mail.${signature}`,
  }),
  'reset-password': (link: string): MailText => ({
    subject: 'Set a new password',
    text: `Somebody, hopefully you, asked for a new password. Open this link to set one:\n\n${link}\n\nIt works once, for one hour. If it was not you, ignore this mail: nothing has changed.${signature}`,
  }),
  'sign-up-repeated': (link: string): MailText => ({
    subject: 'You already have an account',
    text: `Somebody tried to sign up with this address, which already has an account. If it was you, sign in here:\n\n${link}\n\nIf it was not you, nothing has changed.${signature}`,
  }),
} as const;
export type TemplateName = keyof typeof templates;
