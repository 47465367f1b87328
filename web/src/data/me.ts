import { useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '#contract/api/accounts.ts';
import { client, queries } from './api.ts';
import { queryClient } from './query-client.ts';

export type { Me };

export const meQuery = queries.accounts.me.queryOptions({ staleTime: 5 * 60_000 });

/** The signed-in person and workspace. Only inside the shell, which does not open without them. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** After signing in: nothing of an earlier person may stay in memory. */
export function enterAs(me: Me): void {
  queryClient.clear();
  queryClient.setQueryData(meQuery.queryKey, me);
}

/** What a person leaves in the browser besides preferences: half-written requests. */
const PERSONAL_STORAGE = 'atelier.create.';

/** Signs out and forgets: the page is loaded anew, so nothing of this person stays in memory. */
export async function leave(): Promise<void> {
  await client.accounts.signOut().catch(() => undefined);
  for (const key of Object.keys(localStorage)) if (key.startsWith(PERSONAL_STORAGE)) localStorage.removeItem(key);
  location.assign('/sign-in');
}
