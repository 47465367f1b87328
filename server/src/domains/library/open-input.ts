import { objectKey } from '#adapters/objects/spec.ts';
import type { MediaKind } from '#contract/media.ts';
import type { Ports } from '../slice.ts';
import { readOne } from './read-one.ts';

export interface OpenedInput {
  /** Read only, and only until `release`. */
  path: string;
  name: string;
  kind: MediaKind;
  mediaType: string;
  sizeBytes: number;
  sha256: string;
  release(): Promise<void>;
}

/** The original bytes of an asset as a local file, for a job that works on them. Throws `not_found`. */
export async function openInput(
  ports: Pick<Ports, 'database' | 'objects'>,
  input: { workspaceId: string; assetId: string },
): Promise<OpenedInput> {
  const { name, kind, mediaType, sizeBytes, sha256 } = await ports.database.inWorkspace(
    input.workspaceId,
    (tx) => readOne(tx, input.assetId),
    { role: 'worker' },
  );
  const { path, release } = await ports.objects.checkout(objectKey(sha256));
  return { path, name, kind, mediaType, sizeBytes, sha256, release };
}
