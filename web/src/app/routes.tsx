import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router';

const rootRoute = createRootRoute({ component: Outlet });

const designRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/design',
  component: lazyRouteComponent(() => import('./design-book/design-book.tsx'), 'DesignBook'),
  staticData: { title: 'Design book' },
});

export const routeTree = rootRoute.addChildren([designRoute]);
