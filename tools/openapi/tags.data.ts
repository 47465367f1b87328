/** The groups of the document, in its order. */
export const tags = [
  { name: 'accounts', description: 'People, their sessions and API keys.' },
  { name: 'notifications', description: 'Mails, and the local outbox they wait in until a mail server is set.' },
  { name: 'billing', description: 'Credits: what is available, what is reserved, and every movement.' },
  { name: 'catalog', description: 'Operations, the models that carry them out, and the parameters of each.' },
  { name: 'library', description: 'Assets: files with where they came from and what was made from them.' },
  { name: 'jobs', description: 'Prices that bind, and the work they pay for.' },
  { name: 'files', description: 'Resumable uploads and signed, expiring downloads.' },
  { name: 'events', description: 'What happens in a workspace, as it happens.' },
  { name: 'installation', description: 'The installation itself.' },
];
