import { createRouter } from '@tanstack/react-router';
import { whenSignedOut } from '#web/data/query-client.ts';
import { Fault } from './fault.tsx';
import { NotFound } from './not-found.tsx';
import { routeTree } from './routes.tsx';

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: Fault,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname.startsWith('/sign-')) return;
  void router.navigate({ to: '/sign-in', search: { next: href } });
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
