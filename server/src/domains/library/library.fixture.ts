import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { createLocalDisk } from '#adapters/objects/local-disk.ts';
import { createTestDatabase } from '#test/database.ts';
import type { TestDatabase } from '#test/database.ts';
import { createEngine } from '../../engine/dbos-engine.ts';
import { createTestClock } from '../../kernel/clock.ts';
import type { TestClock } from '../../kernel/clock.ts';
import type { Role } from '../../kernel/context.ts';
import { randomIds } from '../../kernel/ids.ts';
import { createSeal } from '../../kernel/seal.ts';
import { createMedia } from '../../media/create-media.ts';
import { createFacts } from '../facts.ts';
import type { Ctx, Ports } from '../slice.ts';
import { temporaryDirOf } from './derive.task.ts';
import { librarySlice } from './slice.ts';

export interface TestLibrary {
  ports: Ports;
  clock: TestClock;
  test: TestDatabase;
  dataDir: string;
  /** Account and workspace, really there. */
  addWorkspace(): Promise<{ workspaceId: string; accountId: string }>;
  as<Result>(workspaceId: string, work: (ctx: Ctx) => Promise<Result>, role?: Role): Promise<Result>;
  /** A file of one's own with this content, to be given away. */
  file(content: string | Buffer): Promise<string>;
  /** A copy of a file, to be given away. */
  copy(path: string): Promise<string>;
  close(): Promise<void>;
}

/** The library on a real database, object store, engine and media; only time is ours. */
export async function createTestLibrary(settings: Partial<Ports['settings']> = {}): Promise<TestLibrary> {
  const test = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'atelier-library-'));
  await mkdir(temporaryDirOf(dataDir));
  const clock = createTestClock();
  const objects = await createLocalDisk({ directory: join(dataDir, 'objects') });
  const media = createMedia({ readable: [dataDir], temporaryDir: temporaryDirOf(dataDir), poolSize: 1 });
  const log = () => {};
  const engine = await createEngine({ url: test.url, executorId: randomIds.uuid(), log });
  // What the library never touches is not there: using it is an error at once.
  const given: Partial<Ports> = {
    database: test.database,
    clock,
    ids: randomIds,
    log,
    seal: createSeal(Buffer.alloc(32, 1)),
    settings: {
      dataDir,
      storageQuotaBytes: 1_000_000_000,
      maximumUploadBytes: 100_000_000,
      ...settings,
    } as Ports['settings'],
    engine,
    objects,
    media,
    facts: createFacts([librarySlice]),
  };
  const ports = given as Ports;
  for (const task of librarySlice.tasks?.(ports) ?? []) engine.define(task);
  await engine.start();
  let files = 0;
  const nextPath = () => join(temporaryDirOf(dataDir), `given-${(files += 1)}`);

  return {
    ports,
    clock,
    test,
    dataDir,
    async addWorkspace() {
      const [workspaceId, accountId] = [randomIds.uuid(), randomIds.uuid()];
      await test.admin.query(`insert into app.workspaces (id, name) values ($1, 'Workspace')`, [workspaceId]);
      await test.admin.query(
        `insert into app.accounts (id, email_hash, email_sealed, display_name_sealed, password_hash) values ($1::uuid, $1::text, '', '', '')`,
        [accountId],
      );
      return { workspaceId, accountId };
    },
    as: (workspaceId, work, role = 'editor') =>
      test.database.inWorkspace(workspaceId, (tx) =>
        work({
          actor: { kind: 'person', accountId: randomIds.uuid(), sessionId: randomIds.uuid(), operator: false },
          workspace: { id: workspaceId, role },
          requestId: randomIds.uuid(),
          tx,
          ports,
        }),
      ),
    async file(content) {
      const path = nextPath();
      await writeFile(path, content);
      return path;
    },
    async copy(from) {
      const path = nextPath();
      await copyFile(from, path);
      return path;
    },
    async close() {
      await engine.stop();
      await media.close();
      await test.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits until the answer is yes; asks every 50 ms. */
export async function until(question: () => Promise<boolean>): Promise<void> {
  for (;;) {
    if (await question()) return;
    await once(AbortSignal.timeout(50), 'abort');
  }
}
