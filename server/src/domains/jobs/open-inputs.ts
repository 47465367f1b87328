import type { GenerationInput } from '#adapters/models/spec.ts';
import { openInput } from '../library/index.ts';
import type { Ports } from '../slice.ts';
import type { JobRow } from './job-row.ts';

export interface OpenedInput {
  input: GenerationInput;
  release(): Promise<void>;
}

/** The job's input files, readable until released. Throws `not_found` when one was deleted meanwhile. */
export async function openInputs(ports: Ports, job: JobRow): Promise<OpenedInput[]> {
  const opened: OpenedInput[] = [];
  for (const { name, assetId } of job.inputs) {
    const file = await openInput(ports, { workspaceId: job.workspaceId, assetId });
    const { mediaType, sizeBytes, sha256, path, release } = file;
    opened.push({ input: { name, mediaType, sizeBytes, sha256, path }, release });
  }
  return opened;
}
