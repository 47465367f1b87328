import { assert } from '../../kernel/assert.ts';
import type { Ctx } from '../slice.ts';

/** The account that acts. A system task acts for nobody and never asks. */
export function accountOf(ctx: Ctx): string {
  assert(ctx.actor.kind !== 'system', 'a person or a key acts');
  return ctx.actor.accountId;
}
