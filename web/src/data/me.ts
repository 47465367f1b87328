import { useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '#contract/api/accounts.ts';
import { queries } from './api.ts';
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
