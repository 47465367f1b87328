import { copyFile, link, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder in which half uploads lie, each as its bytes and a note of the protocol library beside them. */
export function uploadsDirOf(dataDir: string): string {
  return join(dataDir, 'uploads');
}

const idPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isUploadId(text: string): boolean {
  return idPattern.test(text);
}

/** Null when there are none. */
export async function receivedBytes(dataDir: string, id: string): Promise<number | null> {
  const found = await stat(join(uploadsDirOf(dataDir), id)).catch(() => null);
  return found?.size ?? null;
}

/** A second name for the received bytes: the upload keeps its own until it is finished, so that finishing can be repeated. */
export async function borrowReceived(dataDir: string, id: string, path: string): Promise<void> {
  const received = join(uploadsDirOf(dataDir), id);
  await link(received, path).catch(() => copyFile(received, path));
}

export async function removeReceived(dataDir: string, id: string): Promise<void> {
  const path = join(uploadsDirOf(dataDir), id);
  await rm(path, { force: true });
  await rm(`${path}.json`, { force: true });
}

export async function listReceived(dataDir: string): Promise<string[]> {
  const names = await readdir(uploadsDirOf(dataDir)).catch(() => []);
  return [...new Set(names.map((name) => name.replace(/\.json$/, '')))].filter(isUploadId);
}
