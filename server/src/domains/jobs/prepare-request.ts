import type { JobRequest } from '#contract/api/jobs.ts';
import { AtelierError } from '#contract/errors.ts';
import type { ParameterValues } from '#contract/media.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import { findModel, priceOf, readParameters } from '../catalog/index.ts';
import type { FoundModel } from '../catalog/index.ts';
import { getAsset } from '../library/index.ts';
import type { Ctx } from '../slice.ts';

export interface PreparedRequest extends FoundModel {
  parameters: ParameterValues;
  inputs: JobRequest['inputs'];
  credits: number;
  outputCount: number;
  /** Width by height of what will come, where it is known before. */
  aspectRatio: number | null;
  /** Same request, same hash: binds a quote and an idempotency key to what was asked. */
  hash: string;
}

/** Everything that can be wrong with a request is found here, before anything is spent. */
export async function prepareRequest(ctx: Ctx, request: JobRequest): Promise<PreparedRequest> {
  const found = findModel(ctx.ports, request);
  const parameters = readParameters(found.model, request.parameters);
  const inputRatio = await checkInputs(ctx, found, request.inputs);
  const { credits, outputs: outputCount } = priceOf(found.model, parameters);
  const named = Object.entries(parameters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hash = sha256Hex(JSON.stringify([request.operation, request.model, named, request.inputs]));
  const aspectRatio = ratioOf(found, parameters) ?? inputRatio;
  return { ...found, parameters, inputs: request.inputs, credits, outputCount, aspectRatio, hash };
}

/** Checks kinds and counts; answers the first picture's ratio. */
async function checkInputs(ctx: Ctx, { model }: FoundModel, inputs: JobRequest['inputs']): Promise<number | null> {
  for (const { name } of inputs) {
    if (!model.inputs.some((slot) => slot.name === name)) {
      throw refuse(
        `${model.title} has no input “${name}”.`,
        name,
        model.inputs.map((slot) => slot.name).join(', ') || 'no inputs',
      );
    }
  }
  let ratio: number | null = null;
  for (const slot of model.inputs) {
    const given = inputs.filter((input) => input.name === slot.name);
    if (given.length < slot.minimum || given.length > slot.maximum) {
      const limit = slot.minimum === slot.maximum ? `${slot.minimum}` : `${slot.minimum} to ${slot.maximum}`;
      throw refuse(`${model.title} takes ${limit} for “${slot.title}”; you gave ${given.length}.`, slot.name, limit);
    }
    for (const { assetId } of given) {
      const asset = await getAsset(ctx, assetId);
      if (asset.kind !== slot.kind)
        throw refuse(`“${slot.title}” takes ${slot.kind}; “${asset.name}” is ${asset.kind}.`, slot.name, slot.kind);
      if (slot.types && !slot.types.includes(asset.mediaType)) {
        throw refuse(`“${slot.title}” does not take ${asset.mediaType}.`, slot.name, slot.types.join(', '));
      }
      if (asset.width && asset.height) ratio ??= asset.width / asset.height;
    }
  }
  return ratio;
}

function refuse(message: string, input: string, limit: string): AtelierError {
  return new AtelierError('invalid_input', message, {
    thing: `inputs.${input}`,
    limit,
    remedy: 'Choose other inputs.',
  });
}

function ratioOf({ model }: FoundModel, parameters: ParameterValues): number | null {
  const shape = model.parameters.find((parameter) => parameter.kind === 'aspectRatio');
  const [width, height] = String(shape ? parameters[shape.name] : '')
    .split(':')
    .map(Number);
  return width && height ? width / height : null;
}
