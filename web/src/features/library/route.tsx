import { lazyRouteComponent } from '@tanstack/react-router';
import { readLibrarySearch } from './library-search.ts';
import { t } from './messages.ts';

export const libraryRoutes = {
  wall: {
    path: '/library',
    component: lazyRouteComponent(() => import('./screen.tsx'), 'LibraryScreen'),
    validateSearch: readLibrarySearch,
    staticData: { title: t('title') },
  },
  viewer: { path: '$assetId', component: lazyRouteComponent(() => import('./viewer.tsx'), 'Viewer') },
} as const;
