import { lazyRouteComponent } from '@tanstack/react-router';
import { t } from './messages.ts';

export const creditsRoute = {
  path: '/credits',
  component: lazyRouteComponent(() => import('./screen.tsx'), 'CreditsScreen'),
  staticData: { title: t('title') },
} as const;
