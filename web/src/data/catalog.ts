import { useQuery } from '@tanstack/react-query';
import { client, queries } from './api.ts';
import { queryClient } from './query-client.ts';

export const catalogQuery = queries.catalog.list.queryOptions({ staleTime: 10 * 60_000 });

/** What can be done, and by whom. */
export function useCatalog() {
  return useQuery(catalogQuery);
}

export async function fetchLocalModel(id: string): Promise<void> {
  await client.catalog.fetchLocalModel({ id });
  await queryClient.invalidateQueries({ queryKey: queries.catalog.key() });
}
