import { createClient } from '#sdk/index.ts';

/** Known to everyone, and good for a development folder on loopback only. */
const account = { email: 'dev@example.org', password: 'atelier-dev', displayName: 'Dev' };

/** The operator account of a development folder, made where there is none. */
export async function ensureSampleAccount(url: string): Promise<{ email: string; password: string }> {
  const client = createClient({ url });
  const { hasAccounts } = await client.accounts.installation();
  if (!hasAccounts) await client.accounts.signUp(account);
  return account;
}
