import { z } from 'zod';
import { publicEndpoint, endpoint, sessionEndpoint } from './endpoint.ts';

export const passwordLength = { minimum: 10, maximum: 200 } as const;

const email = z.email().max(254);
const password = z.string().min(passwordLength.minimum).max(passwordLength.maximum);
const id = z.uuid();

export const meSchema = z.object({
  account: z.object({
    id,
    email: z.string(),
    displayName: z.string(),
    emailVerified: z.boolean(),
    operator: z.boolean(),
    timezone: z.string().nullable(),
    createdAt: z.iso.datetime(),
  }),
  workspace: z.object({ id, name: z.string(), role: z.enum(['owner', 'editor', 'viewer']) }),
});
export type Me = z.infer<typeof meSchema>;

export const sessionSchema = z.object({
  id,
  current: z.boolean(),
  device: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
});

export const apiKeySchema = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

export const accounts = {
  signUp: publicEndpoint
    .route({ method: 'POST', path: '/auth/sign-up', summary: 'Create an account and sign in', tags: ['accounts'] })
    .input(z.object({ email, password, displayName: z.string().trim().min(1).max(80) }))
    .output(meSchema),
  signIn: publicEndpoint
    .route({ method: 'POST', path: '/auth/sign-in', summary: 'Sign in', tags: ['accounts'] })
    .input(z.object({ email, password: z.string().max(passwordLength.maximum) }))
    .output(meSchema),
  signOut: sessionEndpoint
    .route({ method: 'POST', path: '/auth/sign-out', summary: 'End this session', tags: ['accounts'] })
    .output(z.object({})),
  verifyEmail: publicEndpoint
    .route({ method: 'POST', path: '/auth/verify-email', summary: 'Confirm an e-mail address', tags: ['accounts'] })
    .input(z.object({ token: z.string().max(200) }))
    .output(z.object({})),
  requestVerification: sessionEndpoint
    .route({
      method: 'POST',
      path: '/auth/request-verification',
      summary: 'Send the confirmation mail again',
      tags: ['accounts'],
    })
    .output(z.object({})),
  requestReset: publicEndpoint
    .route({
      method: 'POST',
      path: '/auth/request-reset',
      summary: 'Ask for a password reset mail',
      tags: ['accounts'],
    })
    .input(z.object({ email }))
    .output(z.object({})),
  resetPassword: publicEndpoint
    .route({
      method: 'POST',
      path: '/auth/reset-password',
      summary: 'Set a new password by a mailed link',
      tags: ['accounts'],
    })
    .input(z.object({ token: z.string().max(200), password }))
    .output(z.object({})),
  changePassword: sessionEndpoint
    .route({
      method: 'POST',
      path: '/auth/change-password',
      summary: 'Set a new password and end all other sessions',
      tags: ['accounts'],
    })
    .input(z.object({ current: z.string().max(passwordLength.maximum), next: password }))
    .output(z.object({})),
  installation: publicEndpoint
    .route({
      method: 'GET',
      path: '/installation',
      summary: 'What a visitor may know before signing in',
      tags: ['accounts'],
    })
    .output(z.object({ edition: z.string(), version: z.string(), hasAccounts: z.boolean() })),
  me: endpoint.route({ method: 'GET', path: '/me', summary: 'Who is calling', tags: ['accounts'] }).output(meSchema),
  updateMe: sessionEndpoint
    .route({ method: 'PATCH', path: '/me', summary: 'Change profile fields', tags: ['accounts'] })
    .input(
      z.object({ displayName: z.string().trim().min(1).max(80).optional(), timezone: z.string().max(64).optional() }),
    )
    .output(meSchema),
  listSessions: sessionEndpoint
    .route({ method: 'GET', path: '/sessions', summary: 'Where one is signed in', tags: ['accounts'] })
    .output(z.object({ items: z.array(sessionSchema) })),
  revokeSession: sessionEndpoint
    .route({ method: 'DELETE', path: '/sessions/{id}', summary: 'Sign a session out', tags: ['accounts'] })
    .input(z.object({ id }))
    .output(z.object({})),
  listApiKeys: sessionEndpoint
    .route({ method: 'GET', path: '/api-keys', summary: 'API keys of the workspace', tags: ['accounts'] })
    .output(z.object({ items: z.array(apiKeySchema) })),
  createApiKey: sessionEndpoint
    .route({
      method: 'POST',
      path: '/api-keys',
      summary: 'Make an API key; its secret is shown once',
      tags: ['accounts'],
    })
    .input(z.object({ name: z.string().trim().min(1).max(80) }))
    .output(z.object({ key: apiKeySchema, secret: z.string() })),
  revokeApiKey: sessionEndpoint
    .route({ method: 'DELETE', path: '/api-keys/{id}', summary: 'Revoke an API key', tags: ['accounts'] })
    .input(z.object({ id }))
    .output(z.object({})),
};
