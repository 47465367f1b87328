import { lazyRouteComponent } from '@tanstack/react-router';
import { t } from './messages.ts';

export const outboxRoute = {
  path: '/operator/outbox',
  component: lazyRouteComponent(() => import('./outbox-screen.tsx'), 'OutboxScreen'),
  staticData: { title: t('outbox') },
} as const;
