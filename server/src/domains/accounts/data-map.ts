import { clock, fact, key, reference, state } from '../data-map.ts';
import type { DataMap, PersonalColumn } from '../data-map.ts';

const identity: PersonalColumn = {
  personal: 'identity',
  purpose: 'to show who acts',
  basis: 'contract',
  export: 'unsealed',
  erase: 'destroy-key',
};
const contact: PersonalColumn = { ...identity, personal: 'contact', purpose: 'to sign in and to send account mail' };
const credential: PersonalColumn = {
  personal: 'credential',
  purpose: 'to prove who signs in',
  basis: 'contract',
  export: 'never',
  erase: 'delete-row',
};

export const accountsDataMap: DataMap = {
  accounts: {
    about: 'People who sign in.',
    owner: { by: 'account', column: 'id' },
    retention: { rule: 'while-account-lives' },
    columns: {
      id: key,
      email_hash: { ...contact, export: 'never', erase: 'delete-row' },
      email_sealed: contact,
      display_name_sealed: identity,
      password_hash: credential,
      operator: state,
      email_verified_at: clock,
      timezone: {
        ...identity,
        purpose: 'to show times as the person lives them',
        export: 'as-is',
        erase: 'delete-row',
      },
      created_at: clock,
    },
  },
  subject_keys: {
    about: 'The wrapped key that seals what identifies a person; destroying it erases all of it.',
    owner: { by: 'account', column: 'account_id' },
    retention: { rule: 'while-account-lives' },
    columns: { account_id: reference, wrapped: credential },
  },
  workspaces: {
    about: 'Tenants.',
    owner: { by: 'workspace', column: 'id' },
    retention: { rule: 'while-account-lives' },
    columns: {
      id: key,
      name: {
        personal: 'content',
        purpose: 'to tell workspaces apart',
        basis: 'contract',
        export: 'as-is',
        erase: 'delete-row',
      },
      created_at: clock,
    },
  },
  members: {
    about: 'Who belongs to a workspace, as what.',
    owner: { by: 'workspace', column: 'workspace_id' },
    retention: { rule: 'with-parent', parent: 'workspaces' },
    columns: { workspace_id: reference, account_id: reference, role: state, joined_at: clock },
  },
  sessions: {
    about: 'Where a person is signed in.',
    owner: { by: 'account', column: 'account_id' },
    retention: { rule: 'duration', after: 'expires_at', days: 1 },
    columns: {
      id: key,
      account_id: reference,
      workspace_id: reference,
      token_hash: credential,
      device_sealed: { ...identity, purpose: 'to recognise one’s own devices', basis: 'legitimate-interest' },
      created_at: clock,
      last_seen_at: {
        personal: 'usage',
        purpose: 'to recognise one’s own sessions',
        basis: 'legitimate-interest',
        export: 'as-is',
        erase: 'delete-row',
      },
      idle_expires_at: clock,
      expires_at: clock,
    },
  },
  account_tokens: {
    about: 'Mailed secrets to confirm an address or set a password; only their hash.',
    owner: { by: 'account', column: 'account_id' },
    retention: { rule: 'duration', after: 'expires_at', days: 1 },
    columns: {
      id: key,
      account_id: reference,
      purpose: state,
      token_hash: credential,
      created_at: clock,
      expires_at: clock,
    },
  },
  api_keys: {
    about: 'Keys for the API; only the hash of the secret.',
    owner: { by: 'workspace', column: 'workspace_id' },
    retention: { rule: 'with-parent', parent: 'workspaces' },
    columns: {
      id: key,
      workspace_id: reference,
      account_id: reference,
      name: {
        personal: 'content',
        purpose: 'to tell keys apart',
        basis: 'contract',
        export: 'as-is',
        erase: 'delete-row',
      },
      public_id: fact,
      secret_hash: credential,
      created_at: clock,
      last_used_at: {
        personal: 'usage',
        purpose: 'to find keys that are no longer used',
        basis: 'contract',
        export: 'as-is',
        erase: 'delete-row',
      },
      revoked_at: clock,
    },
  },
};
