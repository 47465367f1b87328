import type { RuntimeRole } from '#server/db/roles.ts';

/**
 * Functions that run past row-level security, each read by a person: what it gives away, to whom. A new one is added here
 * after the same look; the lint refuses any that is not.
 */
export const definerFunctions: Record<string, { callers: readonly RuntimeRole[]; gives: string }> = {
  take_token: { callers: ['app', 'worker'], gives: 'seconds to wait, for a keyed hash the caller already has' },
  sign_in_by_email: { callers: ['app'], gives: 'one account, for a keyed hash of its e-mail address' },
  session_by_token: { callers: ['app'], gives: 'one session, for the hash of 256 random bits' },
  api_key_by_public_id: { callers: ['app'], gives: 'one key with the bcrypt hash of its secret, for its public id' },
  account_by_token: { callers: ['app'], gives: 'one account id, for the hash of a mailed secret' },
  has_accounts: { callers: ['app'], gives: 'whether anybody has signed up' },
  search_assets: {
    callers: ['app', 'worker'],
    gives: 'ids of the context’s own workspace; the condition is repeated inside',
  },
  lock_unheld_object: { callers: ['worker'], gives: 'whether any workspace holds content with a given hash' },
  expired_holds: { callers: ['worker'], gives: 'workspaces and hashes of holds whose time is over' },
  unfinished_jobs: {
    callers: ['worker'],
    gives: 'ids of jobs under way and of their workspaces, for the sweep of stuck ones',
  },
};
