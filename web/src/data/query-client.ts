import { QueryCache, QueryClient } from '@tanstack/react-query';
import { failureOf, isWorthRetrying } from './failure.ts';

const MAX_RETRIES = 2;

/** Addresses of files expire after ten to fifteen minutes; what is on show gets new ones before. */
export const ADDRESS_REFRESH_MS = 8 * 60_000;

let onSignedOut: () => void = () => {};

/** The app says where to go when a session has ended. */
export function whenSignedOut(leave: () => void): void {
  onSignedOut = leave;
}

/** Reads may be repeated; mutations never are, because a repeated POST could do its deed twice. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (failureOf(error).code === 'not_signed_in') onSignedOut();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The event stream tells what changed; focus refetching would only repeat it.
      refetchOnWindowFocus: false,
      retry: (count, error) => count < MAX_RETRIES && isWorthRetrying(error),
    },
    mutations: { retry: false },
  },
});
