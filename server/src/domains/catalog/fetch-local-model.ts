import { AtelierError } from '#contract/errors.ts';
import type { LocalModel } from '#contract/api/catalog.ts';
import { requireRole } from '../accounts/index.ts';
import type { Ctx } from '../slice.ts';
import { fetchLocalModelTask } from './fetch-local-model.task.ts';
import { localModelView } from './list-catalog.ts';

/** Starts to fetch the weights of a local model; the person has seen the size before. */
export async function fetchLocalModel(ctx: Ctx, input: { id: string }): Promise<LocalModel> {
  requireRole(ctx, 'editor');
  const { ports } = ctx;
  const spec = ports.models.local.list().find((candidate) => candidate.id === input.id);
  if (!spec) {
    throw new AtelierError('not_found', `There is no local model “${input.id}”.`, {
      thing: 'local model',
      remedy: 'See GET /api/catalog.',
    });
  }
  const { state } = ports.models.local.state(spec.id);
  if (state === 'absent' || state === 'failed') {
    const payload = { modelId: spec.id, workspaceId: ctx.workspace.id };
    await ports.engine.enqueue(ctx.tx, fetchLocalModelTask, payload, { id: `fetch-${spec.id}-${ports.ids.uuid()}` });
    return { ...localModelView(ports, spec), state: 'fetching', error: null };
  }
  return localModelView(ports, spec);
}
