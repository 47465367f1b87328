import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { client } from '#web/data/api.ts';
import { failureOf } from '#web/data/failure.ts';
import { meQuery } from '#web/data/me.ts';
import { queryClient } from '#web/data/query-client.ts';
import { authRoutes } from '#web/features/auth/route.tsx';
import { studioRoute } from '#web/features/create/route.tsx';
import { creditsRoute } from '#web/features/credits/route.tsx';
import { libraryRoutes } from '#web/features/library/route.tsx';
import { outboxRoute } from '#web/features/operator/route.tsx';
import { jobRoute } from '#web/features/queue/route.tsx';
import { settingsRoute } from '#web/features/settings/route.tsx';
import { Shell } from './shell/shell.tsx';

/** Where features meet: every address of the product. */
const rootRoute = createRootRoute({ component: Outlet });

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: Shell,
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (failureOf(error).code !== 'not_signed_in') throw error;
      // A fresh installation has nobody to sign in: go straight to the first account.
      const { hasAccounts } = await client.accounts.installation();
      if (!hasAccounts) redirect({ to: '/sign-up', throw: true });
      redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href }, throw: true });
    }
  },
});
const inShell = { getParentRoute: () => shellRoute };
const wallRoute = createRoute({ ...inShell, ...libraryRoutes.wall });

const authLayout = createRoute({ getParentRoute: () => rootRoute, ...authRoutes.layout });
const inAuth = { getParentRoute: () => authLayout };

const designRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/design',
  component: lazyRouteComponent(() => import('./design-book/design-book.tsx'), 'DesignBook'),
  staticData: { title: 'Design book' },
});

export const routeTree = rootRoute.addChildren([
  shellRoute.addChildren([
    createRoute({ ...inShell, ...studioRoute }),
    wallRoute.addChildren([createRoute({ getParentRoute: () => wallRoute, ...libraryRoutes.viewer })]),
    createRoute({ ...inShell, ...jobRoute }),
    createRoute({ ...inShell, ...creditsRoute }),
    createRoute({ ...inShell, ...settingsRoute }),
    createRoute({ ...inShell, ...outboxRoute }),
  ]),
  authLayout.addChildren([
    createRoute({ ...inAuth, ...authRoutes.signIn }),
    createRoute({ ...inAuth, ...authRoutes.signUp }),
    createRoute({ ...inAuth, ...authRoutes.forgot }),
    createRoute({ ...inAuth, ...authRoutes.reset }),
    createRoute({ ...inAuth, ...authRoutes.verify }),
  ]),
  designRoute,
]);
