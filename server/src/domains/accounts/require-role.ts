import { AtelierError } from '#contract/errors.ts';
import type { Role } from '../../kernel/context.ts';
import type { Ctx } from '../slice.ts';

const rank: Record<Role, number> = { viewer: 0, editor: 1, owner: 2 };

/** First line of every verb: what the caller may do in this workspace. */
export function requireRole(ctx: Pick<Ctx, 'actor' | 'workspace'>, role: Role): void {
  if (ctx.actor.kind === 'system' || rank[ctx.workspace.role] >= rank[role]) return;
  throw new AtelierError(
    'not_allowed',
    `This needs the role ${role} in this workspace; yours is ${ctx.workspace.role}.`,
    {
      thing: 'workspace',
      limit: `role ${role}`,
      remedy: 'Ask an owner of the workspace.',
    },
  );
}
