import { createRouter } from '@tanstack/react-router';
import { meQuery } from '#web/data/me.ts';
import { queryClient, whenSignedOut } from '#web/data/query-client.ts';
import { Fault } from './fault.tsx';
import { NotFound } from './not-found.tsx';
import { routeTree } from './routes.tsx';

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: Fault,
  defaultNotFoundComponent: NotFound,
});

whenSignedOut(() => {
  // Only an ended session leads away; a visitor who never was inside is led by the routes themselves.
  if (!queryClient.getQueryData(meQuery.queryKey)) return;
  queryClient.removeQueries({ queryKey: meQuery.queryKey });
  void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** For the browser's tab; the queue's count is put before it. */
    title?: string;
  }
}
