import { lazyRouteComponent } from '@tanstack/react-router';
import { t } from './messages.ts';

/** Addresses of the pages before one is inside; `app/routes.tsx` hangs them into the tree. */
export const authRoutes = {
  layout: { id: 'auth', component: lazyRouteComponent(() => import('./layout.tsx'), 'AuthLayout') },
  signIn: {
    path: '/sign-in',
    component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignIn'),
    staticData: { title: t('signIn.action') },
    // Only an address of this installation: `//elsewhere` would lead away.
    validateSearch: (search: Record<string, unknown>): { next?: string } =>
      typeof search['next'] === 'string' && /^\/(?![/\\])/.test(search['next']) ? { next: search['next'] } : {},
  },
  signUp: {
    path: '/sign-up',
    component: lazyRouteComponent(() => import('./sign-up.tsx'), 'SignUp'),
    staticData: { title: t('signUp.action') },
  },
  forgot: {
    path: '/forgot-password',
    component: lazyRouteComponent(() => import('./forgot-password.tsx'), 'ForgotPassword'),
    staticData: { title: t('forgot.title') },
  },
  reset: {
    path: '/reset-password',
    component: lazyRouteComponent(() => import('./reset-password.tsx'), 'ResetPassword'),
    staticData: { title: t('reset.title') },
  },
  verify: {
    path: '/verify-email',
    component: lazyRouteComponent(() => import('./verify-email.tsx'), 'VerifyEmail'),
    staticData: { title: t('verify.working') },
  },
} as const;
