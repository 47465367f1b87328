import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RemoteOutput, RemoteRef } from '#adapters/models/spec.ts';
import { assert, present } from '../../kernel/assert.ts';
import { publish } from '../../db/publish.ts';
import { findModel } from '../catalog/index.ts';
import { storeFile } from '../library/index.ts';
import type { StoredFile } from '../library/index.ts';
import type { Ports } from '../slice.ts';
import type { JobRow } from './job-row.ts';
import type { JobRef } from './job.ts';
import { persevere } from './persevere.ts';
import { readJob, updateJob } from './queries.ts';
import { withScratch } from './with-scratch.ts';

/** An output whose bytes are ours. */
export interface StoredOutput {
  index: number;
  file: StoredFile;
  dimensions?: { width: number; height: number };
}

const bringWithinMs = 10_000;

/** Fetches what a provider has finished: the job is `storing` meanwhile. */
export async function storeOutputs(
  ports: Ports,
  ref: JobRef,
  remote: RemoteRef,
  outputs: RemoteOutput[],
): Promise<StoredOutput[]> {
  const job = present(await enterStoring(ports, ref), 'a job whose outputs are stored exists');
  return withScratch(ports, (scratchDir) => bringHome(ports, { job, outputs, remote, scratchDir }));
}

interface Delivery {
  job: JobRow;
  outputs: RemoteOutput[];
  /** Whom to ask for a fresh address when one has expired; null where the outputs came with the answer. */
  remote: RemoteRef | null;
  scratchDir: string;
}

/**
 * Brings every output into our own store before the job may succeed: provider addresses die. Content is addressed by
 * its hash, so a repeat writes the same objects.
 */
export async function bringHome(ports: Ports, { job, outputs, remote, scratchDir }: Delivery): Promise<StoredOutput[]> {
  const { workspaceId } = job;
  const { provider, model } = findModel(ports, job);
  const context = { http: ports.models.http, scratchDir, signal: AbortSignal.timeout(600_000), onProgress: () => {} };
  const stored: StoredOutput[] = [];
  for (const output of outputs.slice(0, model.output.maximum)) {
    const path = await persevere(() => bringHere(output), bringWithinMs);
    // What the bytes are is told by the bytes, not by the provider.
    const { index, width, height } = output;
    const dimensions = width && height ? { width, height } : undefined;
    stored.push({ index, dimensions, file: await persevere(() => storeFile(ports, { workspaceId, path })) });
  }
  return stored;

  async function bringHere(output: RemoteOutput): Promise<string> {
    if (output.file !== undefined) return output.file;
    if (output.text !== undefined) {
      const path = join(scratchDir, `output-${output.index}`);
      await writeFile(path, output.text);
      return path;
    }
    const url = present(output.url, 'an output is a file, a text or an address');
    const download = (address: string) =>
      ports.models.http.download({ url: address, directory: scratchDir, maximumBytes: provider.maximumOutputBytes });
    try {
      return (await download(url)).path;
    } catch (error) {
      if (remote === null) throw error;
      const again = await provider.check(remote, context);
      if (again.kind !== 'succeeded') throw error;
      const fresh = again.outputs.find(({ index }) => index === output.index)?.url;
      assert(fresh !== undefined, 'a finished provider task still lists its outputs');
      return (await download(fresh)).path;
    }
  }
}

function enterStoring(ports: Ports, { jobId, workspaceId }: JobRef) {
  return ports.database.inWorkspace(
    workspaceId,
    async (tx) => {
      if (await updateJob(tx, jobId, { state: 'storing' })) {
        await publish(ports.database, tx, workspaceId, { type: 'job.changed', jobId, state: 'storing' });
      }
      return readJob(tx, jobId);
    },
    { role: 'worker' },
  );
}
