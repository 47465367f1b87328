import { useQuery } from '@tanstack/react-query';
import { queries } from './api.ts';

/** Credits available and reserved; undefined while nobody knows. */
export function useBalance() {
  return useQuery(queries.billing.balance.queryOptions()).data;
}
