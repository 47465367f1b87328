import { amount, clock, fact, key, reference, state } from '../data-map.ts';
import type { DataMap, Retention } from '../data-map.ts';

// Names, addresses and prompts never enter the ledger: with the account's rows gone, what stays here is figures only.
const books: Retention = {
  rule: 'permanent',
  reason: 'Append-only books: figures and ids without a person; a removed line would unbalance them.',
};
const owner = { by: 'workspace', column: 'workspace_id' } as const;

export const billingDataMap: DataMap = {
  ledger_lots: {
    about: 'Credits that came in together and expire together.',
    owner,
    retention: books,
    columns: {
      workspace_id: reference,
      id: key,
      source: fact,
      issued: amount,
      remaining: amount,
      held: amount,
      expires_at: clock,
      expired: state,
      spendable: state,
      created_at: clock,
    },
  },
  ledger_transfers: {
    about: 'Movements of credits, each under its idempotency key.',
    owner,
    retention: books,
    columns: {
      workspace_id: reference,
      id: key,
      number: key,
      kind: fact,
      credits: amount,
      job_id: reference,
      memo: { system: 'fact', why: 'Titles of operations and grants, written by our code, never by a person.' },
      transaction_id: {
        system: 'fact',
        why: 'The transaction that made the transfer, outside of which no entry may join.',
      },
      created_at: clock,
    },
  },
  ledger_entries: {
    about: 'The double entries of each movement.',
    owner,
    retention: books,
    columns: {
      workspace_id: reference,
      transfer_id: reference,
      line: key,
      account: fact,
      lot_id: reference,
      amount,
    },
  },
};
