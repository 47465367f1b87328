import { lazyRouteComponent } from '@tanstack/react-router';
import { readCreateSearch } from './create-search.ts';
import { t } from './messages.ts';

export const studioRoute = {
  path: '/',
  component: lazyRouteComponent(() => import('./screen.tsx'), 'CreateScreen'),
  validateSearch: readCreateSearch,
  staticData: { title: t('title') },
} as const;
