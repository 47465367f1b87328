import { lazyRouteComponent } from '@tanstack/react-router';
import { t } from './messages.ts';

export const jobRoute = {
  path: '/jobs/$jobId',
  component: lazyRouteComponent(() => import('./job-screen.tsx'), 'JobScreen'),
  staticData: { title: t('job') },
} as const;
