import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ChildCrashed, ChildDeadline, ChildPoolClosed, ChildPoolFull, ChildTaskFailed } from './child-errors.ts';
import type { FixtureTask } from './child-pool.fixture.ts';
import { createChildPool } from './child-pool.ts';
import type { ChildPool, ChildPoolOptions } from './child-pool.ts';

type Identity = { pid: number; tasksSeen: number };

const disposers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

function makePool(options: Partial<ChildPoolOptions> = {}): ChildPool<FixtureTask, unknown> {
  const pool = createChildPool<FixtureTask, unknown>({
    module: new URL('./child-pool.fixture.ts', import.meta.url),
    size: 1,
    memoryMb: 256,
    deadlineMs: 20_000,
    idleMs: 20_000,
    ...options,
  });
  disposers.push(() => pool.close());
  return pool;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'atelier-child-'));
  disposers.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

/** Resolves with the error code once no process with this id is left. */
async function processGone(pid: number): Promise<string> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? '';
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a child pool', () => {
  it('runs tasks one after the other in the same child and passes bytes and progress', async () => {
    const pool = makePool();
    const first = (await pool.run({ do: 'identify' })) as Identity;
    const progress: unknown[] = [];
    expect(await pool.run({ do: 'progress' }, { onProgress: (step) => progress.push(step) })).toBe('done');
    expect(progress).toEqual([1, 2, 3]);
    const bytes = (await pool.run({ do: 'echo-bytes', times: 5_000_000 })) as Buffer;
    expect([bytes.length, bytes[4_999_999]]).toEqual([5_000_000, 7]);
    expect(await pool.run({ do: 'identify' })).toEqual({ pid: first.pid, tasksSeen: 4 });
  });

  it('never starts more children than its size', async () => {
    const pool = makePool({ size: 2 });
    const seen = (await Promise.all(Array.from({ length: 8 }, () => pool.run({ do: 'identify' })))) as Identity[];
    expect(new Set(seen.map(({ pid }) => pid)).size).toBeLessThanOrEqual(2);
  });

  it('gives the child an empty environment', async () => {
    process.env['CHILD_POOL_TEST_SECRET'] = 'do not tell';
    disposers.push(() => void delete process.env['CHILD_POOL_TEST_SECRET']);
    const seen = (await makePool({ environment: { GIVEN: 'yes' } }).run({
      do: 'environment',
    })) as Record<string, string>;
    delete seen['NODE_CHANNEL_FD'];
    delete seen['NODE_CHANNEL_SERIALIZATION_MODE'];
    delete seen['SystemRoot'];
    expect(seen).toEqual({ GIVEN: 'yes' });
  });

  it('kills a task that spins past its deadline and serves the next one from a new child', async () => {
    const pool = makePool();
    const before = (await pool.run({ do: 'identify' })) as Identity;
    const failure = await failureOf(pool.run({ do: 'spin' }, { deadlineMs: 200 }));
    expect(failure).toBeInstanceOf(ChildDeadline);
    expect((failure as Error).message).toContain('limit of 0.2 s');
    const after = (await pool.run({ do: 'identify' })) as Identity;
    expect(after.pid).not.toBe(before.pid);
  });

  it('names a crash, tells it from others and goes on with a new child', async () => {
    const pool = makePool();
    const failure = await failureOf(pool.run({ do: 'crash' }));
    expect(failure).toMatchObject({ name: 'ChildCrashed', signal: 'SIGSEGV', overMemory: false });
    expect(await pool.run({ do: 'progress' })).toBe('done');
  });

  it('hands on what the module throws, with its code, and keeps the child', async () => {
    const pool = makePool();
    const failure = await failureOf(pool.run({ do: 'throw' }));
    expect(failure).toBeInstanceOf(ChildTaskFailed);
    expect(failure).toMatchObject({ message: 'No such colour.', code: 'no-colour' });
    expect(await pool.run({ do: 'identify' })).toMatchObject({ tasksSeen: 2 });
  });

  it.each(['fill-heap', 'fill-native'])('stops a child that goes over its memory (%s)', async (what) => {
    const failure = await failureOf(makePool({ memoryMb: 128 }).run({ do: what }));
    expect(failure).toBeInstanceOf(ChildCrashed);
    expect((failure as Error).message).toContain('128 MB');
  });

  it('kills the child when the caller aborts, and takes a waiting task out of the queue', async () => {
    const pool = makePool();
    const running = new AbortController();
    const waiting = new AbortController();
    const { promise: childPid, resolve: onProgress } = Promise.withResolvers<unknown>();
    const stopped = failureOf(pool.run({ do: 'wait-for-ever' }, { signal: running.signal, onProgress }));
    const pid = Number(await childPid);
    const queued = failureOf(pool.run({ do: 'identify' }, { signal: waiting.signal }));
    waiting.abort('no longer needed');
    expect(await queued).toBe('no longer needed');
    running.abort('enough');
    expect(await stopped).toBe('enough');
    expect(await processGone(pid)).toBe('ESRCH');
    await expect(pool.run({ do: 'identify' }, { signal: running.signal })).rejects.toBe('enough');
  });

  it('refuses more than its queue holds', async () => {
    const pool = makePool({ queueLimit: 1 });
    const running = failureOf(pool.run({ do: 'wait-for-ever' }));
    const waiting = failureOf(pool.run({ do: 'identify' }));
    await expect(pool.run({ do: 'identify' })).rejects.toBeInstanceOf(ChildPoolFull);
    await pool.close();
    expect(await running).toBeInstanceOf(ChildPoolClosed);
    expect(await waiting).toBeInstanceOf(ChildPoolClosed);
    await expect(pool.run({ do: 'identify' })).rejects.toBeInstanceOf(ChildPoolClosed);
  });

  it('replaces a child after the given number of tasks', async () => {
    const pool = makePool({ recycleAfterTasks: 2 });
    const seen: Identity[] = [];
    for (let task = 0; task < 3; task += 1) seen.push((await pool.run({ do: 'identify' })) as Identity);
    expect(seen.map(({ tasksSeen }) => tasksSeen)).toEqual([1, 2, 1]);
  });

  it('ends an idle child', async () => {
    const { pid } = (await makePool({ idleMs: 10 }).run({ do: 'identify' })) as Identity;
    expect(await processGone(pid)).toBe('ESRCH');
  });
});

describe('what a child may do', () => {
  it('loads native decoders and the model runtime', async () => {
    expect(await makePool({ memoryMb: 512 }).run({ do: 'native-addons' })).toEqual({
      sharp: 'function',
      onnxruntime: 'function',
    });
  });

  it('reads and writes only where it was allowed to', async () => {
    const [desk, secrets] = [makeFolder(), makeFolder()];
    writeFileSync(join(desk, 'in.txt'), 'for the child');
    writeFileSync(join(secrets, 'key'), 'not for the child');
    const pool = makePool({ writable: [desk] });
    expect(await pool.run({ do: 'read', path: join(desk, 'in.txt') })).toBe('for the child');
    await pool.run({ do: 'write', path: join(desk, 'out.txt') });
    expect(readFileSync(join(desk, 'out.txt'), 'utf8')).toBe('written by a child');
    for (const what of ['read', 'write']) {
      await expect(pool.run({ do: what, path: join(secrets, 'key') })).rejects.toMatchObject({
        code: 'ERR_ACCESS_DENIED',
      });
    }
  });

  it('opens no connection and starts no process', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    disposers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const pool = makePool();
    await expect(pool.run({ do: 'connect', port })).rejects.toMatchObject({
      code: 'ERR_ACCESS_DENIED',
    });
    await expect(pool.run({ do: 'start-process' })).rejects.toMatchObject({
      code: 'ERR_ACCESS_DENIED',
    });
  });

  it('ends when its parent is killed', async () => {
    const folder = makeFolder();
    const parentPath = join(folder, 'parent.mjs');
    writeFileSync(
      parentPath,
      `import { createChildPool } from ${JSON.stringify(new URL('./child-pool.ts', import.meta.url).href)};
       const module = new URL(${JSON.stringify(new URL('./child-pool.fixture.ts', import.meta.url).href)});
       const pool = createChildPool({ module, size: 1, memoryMb: 256, deadlineMs: 60_000, idleMs: 60_000 });
       await pool.run({ do: 'wait-for-ever' }, { onProgress: (pid) => process.send(pid) });`,
    );
    const parent = fork(parentPath, { execArgv: [] });
    const childPid = await new Promise<number>((resolve) => parent.once('message', (pid) => resolve(Number(pid))));
    parent.kill('SIGKILL');
    expect(await processGone(childPid)).toBe('ESRCH');
  });
});
