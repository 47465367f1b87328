import type { Model } from '#contract/api/catalog.ts';
import type { Operation } from '#contract/operations/operation.ts';
import type { AtelierClient } from '#sdk/index.ts';
import { CommandError, exitCodes } from './failure.ts';

export interface Choice {
  operation: Operation;
  model: Model;
}

/** The operation and the model that is to carry it out: the wanted one, else the first in the catalog that can. */
export async function chooseModel(
  client: AtelierClient,
  wanted: { operation: string; model?: string },
): Promise<Choice> {
  const { operations, models } = await client.catalog.list();
  const operation = operations.find(({ id }) => id === wanted.operation || id.split('.')[1] === wanted.operation);
  if (!operation) {
    const known = operations.map(({ id }) => id).join(', ');
    throw new CommandError(
      `This installation knows no operation “${wanted.operation}”.`,
      `It knows: ${known}.`,
      exitCodes.usage,
    );
  }
  const able = models.filter((model) => model.operations.includes(operation.id));
  const model =
    wanted.model === undefined
      ? able[0]
      : able.find(({ id }) => id === wanted.model || id.split('/')[1] === wanted.model);
  if (model) return { operation, model };
  const known = able.map(({ id }) => id).join(', ');
  throw new CommandError(
    `No model “${wanted.model ?? ''}” can do “${operation.title}” here.`,
    `These can: ${known}.`,
    exitCodes.usage,
  );
}
