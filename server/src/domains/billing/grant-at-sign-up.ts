import type { FactContext, FactPayloads } from '../slice.ts';
import { grantCredits } from './grant-credits.ts';

const dayMs = 86_400_000;

/** Every new workspace starts with the installation's sign-up credits. */
export async function grantAtSignUp(ctx: FactContext, fact: FactPayloads['workspace.created']): Promise<void> {
  const { signUpGrantCredits: credits, signUpGrantDays: days } = ctx.ports.settings;
  if (credits === 0) return;
  await grantCredits(
    { ...ctx, workspace: { id: fact.workspaceId } },
    {
      reason: 'sign-up',
      credits,
      source: 'promotion',
      expiresAt: days === null ? null : new Date(ctx.ports.clock.now().getTime() + days * dayMs),
      memo: 'Welcome credits',
    },
  );
}
