import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { InferenceSession } from 'onnxruntime-node';
import type { Tensor } from 'onnxruntime-node';
import { DamagedWeights } from './local-task.ts';
import type { Weights } from './local-task.ts';

/** Sessions of one child process; the child ends when it is idle, and the sessions with it. */
const sessions = new Map<string, Promise<InferenceSession>>();

/** Loads weights once per process. What is run is exactly what was hashed: the bytes are read a single time. */
export function loadSession(weights: Weights): Promise<InferenceSession> {
  const known = sessions.get(weights.sha256);
  if (known !== undefined) return known;
  const session = createSession(weights);
  sessions.set(weights.sha256, session);
  session.catch(() => sessions.delete(weights.sha256));
  return session;
}

/** Runs a model of one input and hands back its first output. */
export async function infer(session: InferenceSession, input: Tensor): Promise<{ data: Float32Array; dims: number[] }> {
  const [inputName = ''] = session.inputNames;
  const [outputName = ''] = session.outputNames;
  const results = await session.run({ [inputName]: input }, [outputName]);
  const output = results[outputName];
  if (output === undefined || !(output.data instanceof Float32Array))
    throw new Error('The model answered in an unknown form.');
  return { data: output.data, dims: [...output.dims] };
}

async function createSession({ path, sha256 }: Weights): Promise<InferenceSession> {
  const bytes = await readFile(path);
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new DamagedWeights('The model on this machine is damaged. Fetch it again.');
  }
  // The arena keeps the memory of the largest run for good, which in a child with a limit is worse than allocating.
  return InferenceSession.create(bytes, { executionProviders: ['cpu'], enableCpuMemArena: false, logSeverityLevel: 3 });
}
