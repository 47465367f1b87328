import { lazyRouteComponent } from '@tanstack/react-router';
import { t } from './messages.ts';

export const settingsRoute = {
  path: '/settings',
  component: lazyRouteComponent(() => import('./screen.tsx'), 'SettingsScreen'),
  staticData: { title: t('title') },
} as const;
