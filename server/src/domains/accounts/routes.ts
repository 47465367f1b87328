import { present } from '../../kernel/assert.ts';
import { route } from '../route.ts';
import type { RequestContext } from '../route.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import { changePassword } from './change-password.ts';
import { hasAccounts } from './queries.ts';
import { limitRate } from './rate-limits.ts';
import type { RateLimit } from './rate-limits.ts';
import { requestReset, resetPassword } from './reset-password.ts';
import { listSessions, revokeSession, signOut } from './sessions.ts';
import { signIn } from './sign-in.ts';
import { signUp } from './sign-up.ts';
import { updateMe } from './update-me.ts';
import { requestVerification, verifyEmail } from './verify-email.ts';
import { whoAmI } from './who-am-i.ts';

const on = route.accounts;

/** Counts an attempt of the signed-in account before its transaction opens: one request never holds two connections. */
function limitCaller({ ports, caller }: RequestContext, limit: RateLimit): Promise<void> {
  return limitRate(ports, limit, present(caller, 'the route admits callers only').actor.accountId);
}

export const accountsRoutes = {
  signUp: on.signUp.handler(({ input, context }) => signUp(context, input)),
  signIn: on.signIn.handler(({ input, context }) => signIn(context, input)),
  signOut: on.signOut.handler(async ({ context }) => {
    await context.transact(signOut);
    context.clearSessionCookie();
    return {};
  }),
  verifyEmail: on.verifyEmail.handler(({ input, context }) => verifyEmail(context, input)),
  requestVerification: on.requestVerification.handler(async ({ context }) => {
    await limitCaller(context, 'mail per account');
    return context.transact(requestVerification);
  }),
  changePassword: on.changePassword.handler(async ({ input, context }) => {
    await limitCaller(context, 'sign-in per account');
    return context.transact((ctx) => changePassword(ctx, input));
  }),
  requestReset: on.requestReset.handler(({ input, context }) => requestReset(context, input)),
  resetPassword: on.resetPassword.handler(({ input, context }) => resetPassword(context, input)),
  installation: on.installation.handler(async ({ context: { ports } }) => ({
    edition: ports.settings.edition,
    version: ports.settings.version,
    hasAccounts: await ports.database.inScope({}, hasAccounts),
  })),
  me: on.me.handler(({ context }) => context.transact(whoAmI)),
  updateMe: on.updateMe.handler(({ input, context }) => context.transact((ctx) => updateMe(ctx, input))),
  listSessions: on.listSessions.handler(({ context }) => context.transact(listSessions)),
  revokeSession: on.revokeSession.handler(({ input, context }) => context.transact((ctx) => revokeSession(ctx, input))),
  listApiKeys: on.listApiKeys.handler(({ context }) => context.transact(listApiKeys)),
  createApiKey: on.createApiKey.handler(({ input, context }) => context.transact((ctx) => createApiKey(ctx, input))),
  revokeApiKey: on.revokeApiKey.handler(({ input, context }) => context.transact((ctx) => revokeApiKey(ctx, input))),
};
